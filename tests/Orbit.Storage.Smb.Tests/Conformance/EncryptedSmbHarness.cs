namespace Orbit.Storage.Smb.Tests.Conformance;

/// <summary>On a server that insists on encryption, by a client that does too.</summary>
public sealed class EncryptedSmbHarness : SmbHarness
{
    protected override string Variant => "encrypted";

    protected override SmbBackendOptions NewOptions()
    {
        SmbBackendOptions options = base.NewOptions();
        options.Encryption = SmbEncryption.Required;
        return options;
    }
}
