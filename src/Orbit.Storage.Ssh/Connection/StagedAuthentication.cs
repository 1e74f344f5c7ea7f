using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>An authentication method that tells when it begins and when it has succeeded, since SSH.NET does not.</summary>
internal sealed class StagedAuthentication(AuthenticationMethod inner, ConnectAttempt attempt) : AuthenticationMethod(inner.Username)
{
    public override string Name => inner.Name;

    public override AuthenticationResult Authenticate(Session session)
    {
        if (attempt.Stage != ConnectStage.Authentication)
        {
            attempt.Enter(ConnectStage.Authentication);
        }

        AuthenticationResult result = inner.Authenticate(session);
        AllowedAuthentications = inner.AllowedAuthentications;
        if (result == AuthenticationResult.Success)
        {
            attempt.Enter(ConnectStage.Subsystem);
        }

        return result;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
