declare module "swagger-ui-dist/swagger-ui-es-bundle" {
  import { SwaggerUIBundle } from "swagger-ui-dist";

  export default SwaggerUIBundle;
}
