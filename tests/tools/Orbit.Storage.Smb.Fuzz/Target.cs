namespace Orbit.Storage.Smb.Fuzz;

/// <summary>One parser and good inputs for it.</summary>
internal sealed class Target(string name, byte[][] corpus, Parse parse)
{
    public string Name => name;

    public byte[][] Corpus => corpus;

    public Parse Parse => parse;
}
