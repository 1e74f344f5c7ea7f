using System.IO.Pipelines;
using System.Reflection;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Proves that a decorator passes everything on, so that a member added to the interface cannot be forgotten.</summary>
public static class DecoratorAssert
{
    /// <summary>
    /// Calls every member of <see cref="IStorageBackend"/> on a decorator, and fails unless the wrapped backend was called once, by the same
    /// member, with the same arguments, and its answer came back. Readers and sequences may be wrapped; what they deliver must be the same.
    /// </summary>
    /// <param name="decorate">Wraps the given backend.</param>
    public static async Task ForwardsEveryMemberAsync(Func<IStorageBackend, IStorageBackend> decorate)
    {
        ArgumentNullException.ThrowIfNull(decorate);
        MethodInfo[] members = [.. typeof(IStorageBackend).GetMethods(), .. typeof(IStorageBackend).GetInterfaces().SelectMany(parent => parent.GetMethods())];
        foreach (MethodInfo member in members)
        {
            await ForwardsAsync(decorate, member).ConfigureAwait(false);
        }
    }

    private static async Task ForwardsAsync(Func<IStorageBackend, IStorageBackend> decorate, MethodInfo member)
    {
        (IStorageBackend inner, RecordingBackend record) = RecordingBackend.Create();
        IStorageBackend decorator = decorate(inner);
        object? given = ForwardingSamples.Answer(member.ReturnType);
        using CancellationTokenSource canceler = new();
        object?[] arguments = [.. member.GetParameters().Select((parameter, i) => ForwardingSamples.Argument(parameter.ParameterType, i, canceler.Token))];
        int before = record.Calls.Count;
        record.Answer = given;

        object? answer = member.Invoke(decorator, arguments);
        IReadOnlyList<object?> seen = await ForwardingAnswers.ExpandAsync(answer).ConfigureAwait(false);

        (MethodInfo Method, object?[] Arguments)[] calls = [.. record.Calls.Skip(before)];
        Assert.That(calls.Select(call => call.Method.Name), Is.EqualTo(new[] { member.Name }), $"{member.Name} must be forwarded once, to the same member.");
        for (int i = 0; i < arguments.Length; i++)
        {
            await CheckArgumentAsync($"The argument '{member.GetParameters()[i].Name}' of {member.Name}", arguments[i], calls[0].Arguments[i], canceler).ConfigureAwait(false);
        }

        Assert.That(seen, Is.EqualTo(await ForwardingAnswers.ExpandAsync(given).ConfigureAwait(false)), $"The answer of {member.Name} must be the wrapped backend's.");
        await ForwardingAnswers.CheckContentAsync(answer).ConfigureAwait(false);
    }

    private static async Task CheckArgumentAsync(string what, object? sent, object? arrived, CancellationTokenSource canceler)
    {
        switch (arrived)
        {
            case PipeReader reader:
                await ForwardingSamples.Content.MatchesAsync(reader).ConfigureAwait(false);
                break;
            case IAsyncEnumerable<StoragePath>:
                Assert.That(
                    await ForwardingAnswers.ExpandAsync(arrived).ConfigureAwait(false),
                    Is.EqualTo(await ForwardingAnswers.ExpandAsync(sent).ConfigureAwait(false)), $"{what} must arrive whole.");
                break;
            case CancellationToken token:
                await canceler.CancelAsync().ConfigureAwait(false);
                Assert.That(token.IsCancellationRequested, $"{what} must carry the caller's cancellation.");
                break;
            default:
                Assert.That(arrived, Is.EqualTo(sent), $"{what} must arrive unchanged.");
                break;
        }
    }
}
