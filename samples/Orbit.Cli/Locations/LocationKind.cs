namespace Orbit.Cli.Locations;

/// <summary>How a place was written.</summary>
internal enum LocationKind
{
    /// <summary>A path of this machine, or a <c>file:</c> URI.</summary>
    Local,

    /// <summary>A URI that another backend opens.</summary>
    Uri,

    /// <summary><c>name:path</c>, on a backend of the configuration.</summary>
    Named,

    /// <summary><c>-</c>: standard input or output.</summary>
    Stream,
}
