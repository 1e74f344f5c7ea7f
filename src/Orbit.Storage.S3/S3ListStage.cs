namespace Orbit.Storage.S3;

/// <summary>Which listing a page is of.</summary>
internal enum S3ListStage
{
    /// <summary>Of what was asked for.</summary>
    Main = 0,

    /// <summary>Of the keys that start with a separator, in the middle of a page of the other.</summary>
    Nameless,

    /// <summary>Of what was asked for, in the middle of a page: what comes behind those keys.</summary>
    Rest,
}
