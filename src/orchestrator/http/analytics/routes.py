"""A creator's metrics, as JSON or CSV."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from orchestrator.engine.analytics.measure import MAX_DAYS, measure
from orchestrator.http.analytics.schemas import MetricsOut, render_days_csv, render_metrics_csv, show_measurement
from orchestrator.http.auth import TheCaller

router = APIRouter(prefix="/orchestrator/metrics", tags=["metrics"])

CSV = "text/csv"
AS_CSV = {
    "description": "With `Accept: text/csv`, the metrics as a table; with `table=paths_by_day`, the number of messages by path and day.",
    "content": {CSV: {"schema": {"type": "string"}}},
}


@router.get("/{avee_id}", response_model=MetricsOut, responses={200: AS_CSV})
async def load_metrics(
    caller: TheCaller,
    avee_id: UUID,
    request: Request,
    days: Annotated[int, Query(ge=1, le=MAX_DAYS, description="The window: the last `days` times 24 hours.")] = 7,
    time_zone: Annotated[
        str, Query(max_length=64, description="The days of the series are dates of this time zone, such as Europe/Oslo.")
    ] = "UTC",
    table: Annotated[
        Literal["metrics", "paths_by_day"], Query(description="Which table the CSV contains. JSON always contains both.")
    ] = "metrics",
) -> Any:
    """The metrics of an own agent, each with numerator, denominator, target and meaning.

    A metric without data is null, never 0 % or 100 %.
    """
    found = await measure(caller.services, caller.person.user_id, avee_id, days, time_zone)
    if CSV in request.headers.get("accept", ""):
        text = render_metrics_csv(found) if table == "metrics" else render_days_csv(found)
        headers = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
        return Response(text, media_type=CSV, headers=headers)
    return show_measurement(avee_id, found)
