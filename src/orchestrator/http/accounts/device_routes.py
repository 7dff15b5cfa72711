"""The browsers in which a person is signed in."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.accounts.signing_in import devices
from orchestrator.http.accounts.schemas import DeviceOut
from orchestrator.http.auth import TheCaller
from orchestrator.http.wire import PageOut

router = APIRouter(tags=["accounts"])


@router.get("/me/sessions", response_model=PageOut[DeviceOut])
async def list_sessions(caller: TheCaller) -> dict[str, object]:
    """Where you are signed in, the place used last first."""
    found = await devices.list_sessions(caller.services, caller.person.user_id)
    return {"items": [asdict(each) | {"is_current": each.id == caller.person.secret_id} for each in found], "next_cursor": None}


@router.delete("/me/sessions", status_code=204)
async def end_other_sessions(caller: TheCaller) -> None:
    """Ends all your sessions but this one, with the event streams that they opened. An API token cannot do this."""
    await devices.end_other_sessions(caller.services, caller.person)


@router.delete("/me/sessions/{session_id}", status_code=204)
async def end_session(caller: TheCaller, session_id: UUID) -> None:
    """Ends one of your sessions, with the event streams that it opened. An API token cannot do this."""
    await devices.end_session(caller.services, caller.person, session_id)
