using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Gives inputs to the parsers, one after the other, and writes down what none may do: throw anything but the one exception, allocate without bound, take long.</summary>
internal sealed class ParserRun(ulong seed)
{
    private const int MostFindings = 20;

    // A parser copies its input a few times at most, and an exception has its stack.
    private const long MostAllocated = 128 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private readonly List<string> _findings = [];
    private readonly byte[] _input = new byte[Mutation.MaxLength];
    private long _current;

    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Inputs that were refused as they should be.</summary>
    public long Refused { get; private set; }

    /// <summary>The most bytes that one input made its parser allocate.</summary>
    public long MostSeen { get; private set; }

    /// <summary>Runs inputs by their numbers.</summary>
    public void Run(long first, long count)
    {
        // A parser that hangs cannot be stopped; it can be named.
        using Timer watch = new(Watch(), null, MostTime, MostTime);
        for (long number = first; number < first + count && _findings.Count < MostFindings; number++)
        {
            Volatile.Write(ref _current, number);
            Target target = Targets.All[(int)(number % Targets.All.Length)];
            SplitMix random = new(seed, (ulong)number);
            int length = Mutation.Make(target.Corpus, ref random, _input);
            Try(target, number, _input.AsSpan(0, length));
        }
    }

    private void Try(Target target, long number, Span<byte> input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Parse(input);
        }
        catch (SmbProtocolException)
        {
            Refused++;
        }
        catch (Exception crash)
        {
            _findings.Add($"{target.Name}, seed {seed}, input {number}: {crash}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        MostSeen = Math.Max(MostSeen, allocated);
        if (allocated > MostAllocated)
        {
            _findings.Add($"{target.Name}, seed {seed}, input {number}: {allocated} bytes allocated");
        }
    }

    private TimerCallback Watch()
    {
        long last = -1;
        return _ =>
        {
            long current = Volatile.Read(ref _current);
            if (current == last)
            {
                Environment.FailFast($"Seed {seed}, input {current} of the parsers hangs.");
            }

            last = current;
        };
    }
}
