/** The HTTP API to read and to try, with everything it needs from this host; a page of its own, as nothing of it is needed elsewhere. */
import "swagger-ui-dist/swagger-ui.css";

import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle";

import { csrfToken } from "~/shared/api";

SwaggerUI({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
  // Tried out as whoever is signed in here.
  requestInterceptor: (request) => {
    request.headers = { ...(request.headers as object), "X-CSRF-Token": csrfToken() };
    return request;
  },
});
