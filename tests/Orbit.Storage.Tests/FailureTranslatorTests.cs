namespace Orbit.Storage.Tests;

public class FailureTranslatorTests
{
    private readonly RecordingBackend _backend = new(new StorageCapabilities());

    [Test]
    public void TryTranslate_WhatTheBackendKnows_IsWordedWithBackendOperationAndPath()
    {
        InvalidDataException cause = new("wire");
        _backend.OnClassify = failure => failure == cause
            ? new StorageFault(StorageErrorKind.RateLimited, "slow down.") { RetryAfter = TimeSpan.FromSeconds(2), ServerCode = "503", RequestId = "r" }
            : null;

        StorageException translated = Translate(cause, "a\nb")!;

        Assert.That(translated.Message, Is.EqualTo("recording: cannot read 'a\\u000ab': slow down."));
        Assert.That(translated.Kind, Is.EqualTo(StorageErrorKind.RateLimited));
        Assert.That(translated.IsTransient, Is.True);
        Assert.That(translated.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(translated.ServerCode, Is.EqualTo("503"));
        Assert.That(translated.RequestId, Is.EqualTo("r"));
        Assert.That(translated.Backend, Is.EqualTo("recording"));
        Assert.That(translated.Operation, Is.EqualTo("read"));
        Assert.That(translated.Path, Is.EqualTo(new StoragePath("a\nb")));
        Assert.That(translated.InnerException, Is.SameAs(cause));
    }

    [Test]
    public void TryTranslate_ArgumentsCancellationAndMisuse_AreLeft()
    {
        _backend.OnClassify = _ => new StorageFault(StorageErrorKind.Other, "claimed.");

        Assert.That(Translate(new ArgumentException("x")), Is.Null);
        Assert.That(Translate(new ArgumentOutOfRangeException("x")), Is.Null);
        Assert.That(Translate(new OperationCanceledException()), Is.Null);
        Assert.That(Translate(new TaskCanceledException()), Is.Null);
        Assert.That(Translate(new ObjectDisposedException("x")), Is.Null);
    }

    [Test]
    public void TryTranslate_DefectsOfTheProgram_AreLeft()
    {
        Assert.That(Translate(new InvalidOperationException("x")), Is.Null);
        Assert.That(Translate(new NotSupportedException("x")), Is.Null);
        Assert.That(Translate(new InvalidCastException("x")), Is.Null);
    }

    [Test]
    public void TryTranslate_InputAndOutputThatTheBackendDoesNotKnow_IsOther()
    {
        foreach (Exception failure in new Exception[] { new IOException("x"), new UnauthorizedAccessException("x"), new TimeoutException("x") })
        {
            StorageException translated = Translate(failure)!;

            Assert.That(translated.Kind, Is.EqualTo(StorageErrorKind.Other));
            Assert.That(translated.InnerException, Is.SameAs(failure));
        }
    }

    [Test]
    public void TryTranslate_AlreadyWorded_IsLeft() =>
        Assert.That(Translate(new StorageException(StorageErrorKind.NotFound, "x") { Backend = "other" }), Is.Null);

    [Test]
    public void TryTranslate_NotYetWorded_IsWordedOnceAndKeepsItsAttempts()
    {
        StorageException known = new(new StorageFault(StorageErrorKind.Network, "reset.") { ServerCode = "7" }, new IOException("cause"))
        {
            Attempts = 3,
            Elapsed = TimeSpan.FromSeconds(4),
        };

        StorageException translated = Translate(known)!;

        Assert.That(translated.Message, Is.EqualTo("recording: cannot read 'a': reset. (gave up after 3 attempts in 4.0 s)"));
        Assert.That(translated.Attempts, Is.EqualTo(3));
        Assert.That(translated.ServerCode, Is.EqualTo("7"));
        Assert.That(translated.InnerException, Is.SameAs(known.InnerException));
        Assert.That(Translate(translated), Is.Null);
    }

    private StorageException? Translate(Exception failure, string path = "a") =>
        new FailureTranslator(_backend, "read", path).TryTranslate(failure, out StorageException? translated) ? translated : null;
}
