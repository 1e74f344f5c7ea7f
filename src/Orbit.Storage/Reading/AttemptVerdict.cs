namespace Orbit.Storage.Reading;

/// <summary>Why a body was given up before its end.</summary>
internal enum AttemptVerdict
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>It was silent for so long that another connection promises more.</summary>
    Silent,

    /// <summary>A deadline passed.</summary>
    TimedOut,

    /// <summary>Its bytes come another way.</summary>
    Superseded,
}
