"""A creator's numbers."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from orchestrator.engine.analytics.measure import MAX_DAYS, measure
from orchestrator.http.analytics.schemas import MetricsOut, render_days_csv, render_metrics_csv, show_measurement
from orchestrator.http.auth import TheCaller

router = APIRouter(prefix="/orchestrator/metrics", tags=["metrics"])

CSV = "text/csv"
AS_CSV = {
    "description": "With `Accept: text/csv`, the metrics as a table, or with `table=paths_by_day` the paths by day.",
    "content": {CSV: {"schema": {"type": "string"}}},
}


@router.get("/{avee_id}", response_model=MetricsOut, responses={200: AS_CSV})
async def load_metrics(
    caller: TheCaller,
    avee_id: UUID,
    request: Request,
    days: Annotated[int, Query(ge=1, le=MAX_DAYS, description="The last so many times 24 hours.")] = 7,
    table: Annotated[Literal["metrics", "paths_by_day"], Query(description="Of the CSV; JSON has both.")] = "metrics",
) -> Any:
    """An own agent's numbers, each with its parts, its target and what it means; null where there is no data yet, never 0 % or 100 %."""
    found = await measure(caller.services, caller.person.user_id, avee_id, days)
    if CSV in request.headers.get("accept", ""):
        text = render_metrics_csv(found) if table == "metrics" else render_days_csv(found)
        named = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
        return Response(text, media_type=CSV, headers=named)
    return show_measurement(avee_id, found)
