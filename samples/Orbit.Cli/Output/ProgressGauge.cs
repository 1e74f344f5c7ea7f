using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Keeps the latest word of a transfer's progress, to be looked at when there is time: a display never slows the transfer.</summary>
internal sealed class ProgressGauge : IProgress<TreeProgress>, IProgress<TransferProgress>
{
    private readonly Lock _gate = new();
    private ProgressState _state;

    public ProgressState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public void Report(TreeProgress value) => Set(new ProgressState(value));

    public void Report(TransferProgress value) => Set(new ProgressState(value));

    private void Set(in ProgressState state)
    {
        lock (_gate)
        {
            _state = state;
        }
    }
}
