namespace Orbit.Storage.Transfers.Trees;

/// <summary>What is to be done with a file of the source.</summary>
internal enum TreeVerdict
{
    /// <summary>It is transferred.</summary>
    Transfer = 0,

    /// <summary>It is transferred unless its content is the same.</summary>
    TransferIfDifferent,

    /// <summary>It is the same.</summary>
    Leave,

    /// <summary>It is the same but for its permissions.</summary>
    SetPermissions,

    /// <summary>What the target has is kept.</summary>
    Keep,

    /// <summary>It had arrived before an interruption.</summary>
    Resume,
}
