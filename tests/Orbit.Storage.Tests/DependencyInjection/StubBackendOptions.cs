namespace Orbit.Storage.Tests.DependencyInjection;

internal sealed class StubBackendOptions : StorageBackendOptions
{
    public string Address { get; set; } = "here";

    public StringComparison Comparison { get; set; } = StringComparison.Ordinal;

    public bool Eager { get; set; }

    public UnixFileMode? Mode { get; set; }

    public override IEnumerable<string> Validate() =>
        Address.Length > 0 ? base.Validate() : base.Validate().Prepend("Address is empty; name the server.");
}
