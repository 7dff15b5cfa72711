"""The base of everything that is sent and answered."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A body of a request or a response. What a newer server adds is passed over."""

    # Two hundred models are prepared as they are used, so that a program starts in a tenth of the time.
    model_config = ConfigDict(populate_by_name=True, defer_build=True)
