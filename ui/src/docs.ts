/** The page that shows the HTTP API. It is not part of the app, and loads nothing from other hosts. */
import "swagger-ui-dist/swagger-ui.css";

import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle";

import { csrfToken } from "~/shared/api";

SwaggerUI({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
  // Requests from this page are made as the signed-in person.
  requestInterceptor: (request) => {
    request.headers = { ...(request.headers as object), "X-CSRF-Token": csrfToken() };
    return request;
  },
});
