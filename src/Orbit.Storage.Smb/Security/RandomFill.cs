namespace Orbit.Storage.Smb.Security;

/// <summary>Fills a span with random bytes: <see cref="System.Security.Cryptography.RandomNumberGenerator.Fill"/>, or in a test what a published example used.</summary>
internal delegate void RandomFill(Span<byte> destination);
