namespace Orbit.Storage.Smb.Tests.Conformance;

/// <summary>On a server that insists on signatures.</summary>
public sealed class SigningSmbHarness : SmbHarness
{
    protected override string Variant => "signing";
}
