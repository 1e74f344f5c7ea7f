namespace Orbit.Storage.Testing.Faults;

/// <summary>
/// What is to go wrong, and when. Each call takes the first rule that fits it and has not been used up. Rules may be added while calls run.
/// </summary>
public sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<Rule> _rules = [];

    /// <summary>Makes an empty plan.</summary>
    /// <param name="time">What delays wait on. Default: the system's clock.</param>
    public FaultPlan(TimeProvider? time = null) => Time = time ?? TimeProvider.System;

    /// <summary>What delays wait on.</summary>
    public TimeProvider Time { get; }

    /// <summary>How many faults have struck.</summary>
    public int Struck { get; private set; }

    /// <summary>Plans a fault.</summary>
    /// <param name="call">Which calls it strikes.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="skip">How many fitting calls pass before it strikes. Default: 0.</param>
    /// <param name="times">How many times it strikes. Default: 1; <see cref="int.MaxValue"/> for always.</param>
    /// <param name="when">Which of these calls it fits. Default: all.</param>
    /// <returns>This plan.</returns>
    public FaultPlan Add(StorageCall call, Fault fault, int skip = 0, int times = 1, Func<ObservedCall, bool>? when = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (_gate)
        {
            _rules.Add(new Rule { Call = call, Fault = fault, Skip = skip, Left = times, When = when });
        }

        return this;
    }

    /// <summary>Forgets all rules: from now on nothing goes wrong.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    internal Fault? Next(ObservedCall call)
    {
        lock (_gate)
        {
            foreach (Rule rule in _rules)
            {
                if (rule.Call != call.Kind || rule.Left == 0 || rule.When?.Invoke(call) == false)
                {
                    continue;
                }

                if (rule.Skip > 0)
                {
                    rule.Skip--;
                    continue;
                }

                rule.Left -= rule.Left == int.MaxValue ? 0 : 1;
                Struck++;
                return rule.Fault;
            }

            return null;
        }
    }

    private sealed class Rule
    {
        public StorageCall Call { get; init; }

        public required Fault Fault { get; init; }

        public int Skip { get; set; }

        public int Left { get; set; }

        public Func<ObservedCall, bool>? When { get; init; }
    }
}
