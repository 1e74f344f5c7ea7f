namespace Orbit.Storage.Smb.Tests.Options;

public sealed class SmbOptionRulesTests
{
    [Test]
    public void Validate_ProperOptions_SaysNothing() => Assert.That(Proper().Validate(), Is.Empty);

    [Test]
    public void Validate_AWrongSetting_NamesItAndNoSecret()
    {
        Assert.Multiple(() =>
        {
            AssertProblem(options => options.Host = "h/x", "Host");
            AssertProblem(options => options.Port = 0, "Port");
            AssertProblem(options => options.Share = "a/b", "Share");
            AssertProblem(options => options.Root = "a/../b", "Root");
            AssertProblem(options => options.Root = "CON", "Root");
            AssertProblem(options => options.User = "", "User and Password");
            AssertProblem(options => options.Password = null, "User and Password");
            AssertProblem(options => options.Logon = SmbLogon.Guest, "Password is set");
            AssertProblem(options => options.Logon = (SmbLogon)9, "Logon");
            AssertProblem(options => options.Signing = (SmbSigning)9, "Signing");
            AssertProblem(options => options.MinVersion = (SmbVersion)9, "MinVersion");
            AssertProblem(options => (options.MinVersion, options.MaxVersion) = (SmbVersion.Smb311, SmbVersion.Smb30), "MinVersion");
            AssertProblem(options => (options.Encryption, options.MaxVersion) = (SmbEncryption.Required, SmbVersion.Smb21), "Encryption");
            AssertProblem(options => options.LogonTimeout = TimeSpan.Zero, "LogonTimeout");
            AssertProblem(options => options.EchoAfter = TimeSpan.Zero, "EchoAfter");
            AssertProblem(options => options.SilenceTimeout = TimeSpan.FromDays(1), "SilenceTimeout");
        });
    }

    private static SmbBackendOptions Proper() => new() { Host = "h", Share = "s", User = "u", Password = "hunter2", Root = "a/b" };

    private static void AssertProblem(Action<SmbBackendOptions> spoil, string named)
    {
        SmbBackendOptions options = Proper();
        spoil(options);
        Assert.That(options.Validate(), Has.Exactly(1).StartsWith(named).And.None.Contains("hunter2"));
    }
}
