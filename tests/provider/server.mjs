// The certified OpenID Connect provider of npm, with one client and its own forms for signing in.
// Arguments: port, address that it leads back to. Whoever signs in with a name is the subject of that name.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "ioc",
      client_secret: "a-secret-that-only-tests-know",
      redirect_uris: [redirect],
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
  cookies: { keys: ["tests"] },
  pkce: { required: () => true },
  async findAccount(_context, id) {
    return {
      accountId: id,
      claims: async () => ({ sub: id, name: `Người tên ${id}`, preferred_username: id.replace("subject-", "") }),
    };
  },
});

provider.listen(Number(port), "127.0.0.1");
