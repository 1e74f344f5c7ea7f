namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Reads an input, which it may change.</summary>
internal delegate void Parse(Span<byte> input);
