namespace Orbit.Storage.Local;

/// <summary>Opens a root that exists.</summary>
/// <param name="path">The root, absolute.</param>
/// <param name="options">How it is treated.</param>
/// <param name="owner">The backend that the volume works for.</param>
internal delegate ILocalVolume VolumeOpener(string path, LocalBackendOptions options, IStorageBackend owner);
