namespace Orbit.Storage.S3.Double;

/// <summary>Which requests meet which faults. Rules are looked at in the order in which they were added; the first that matches and is not used up applies.</summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];

    /// <summary>Lets the next matching requests meet a fault.</summary>
    /// <param name="operation">The operation, as <see cref="S3Call.Operation"/>; null for any.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">How many requests meet it.</param>
    /// <param name="after">How many matching requests pass before.</param>
    /// <param name="where">What else must hold. Default: nothing.</param>
    public void Add(string? operation, Fault fault, int times = 1, int after = 0, Func<S3Call, bool>? where = null) =>
        Add(operation, (_, _) => fault, times, after, where);

    /// <summary>Lets the next matching requests meet faults that depend on the request and on how many matched before it.</summary>
    /// <param name="operation">The operation, as <see cref="S3Call.Operation"/>; null for any.</param>
    /// <param name="fault">The fault, or null for none.</param>
    /// <param name="times">How many requests meet it.</param>
    /// <param name="after">How many matching requests pass before.</param>
    /// <param name="where">What else must hold. Default: nothing.</param>
    public void Add(string? operation, Func<S3Call, long, Fault?> fault, int times = int.MaxValue, int after = 0, Func<S3Call, bool>? where = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _rules.Add(new Rule(call => (operation is null || call.Operation == operation) && where?.Invoke(call) != false, fault, after, times));
        }
    }

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    internal Fault? Take(S3Call call)
    {
        lock (_gate)
        {
            foreach (Rule rule in _rules)
            {
                if (rule.Left > 0 && rule.Matches(call) && rule.Seen++ >= rule.After)
                {
                    rule.Left--;
                    return rule.Make(call, rule.Seen - 1 - rule.After);
                }
            }

            return null;
        }
    }

    private sealed class Rule(Func<S3Call, bool> matches, Func<S3Call, long, Fault?> make, int after, int times)
    {
        public Func<S3Call, bool> Matches => matches;

        public Func<S3Call, long, Fault?> Make => make;

        public int After => after;

        public int Left { get; set; } = times;

        public long Seen { get; set; }
    }
}
