namespace Orbit.Storage.Tests.Writing;

internal sealed class StubBackendOptions : StorageBackendOptions;
