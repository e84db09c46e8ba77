// A certified OAuth 2 server with one application: node server.mjs CLIENT SECRET CALLBACK
// Its first line of output is its address.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [client_id, client_secret, callback] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id,
        client_secret,
        redirect_uris: [callback],
        application_type: "native",
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    scopes: ["full"],
    cookies: { keys: [client_secret] },
    // The platform redeems the code, and it knows no PKCE.
    pkce: { required: () => false },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
