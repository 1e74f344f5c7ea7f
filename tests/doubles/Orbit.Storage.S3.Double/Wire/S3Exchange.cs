using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>One request on its way to an answer, with the fault that it meets.</summary>
internal sealed class S3Exchange(HttpContext context, S3Call call, RawTarget target, Fault fault, S3DoubleOptions options)
{
    public S3Call Call => call;

    public Fault Fault => fault;

    public S3DoubleOptions Options => options;

    public HttpContext Context => context;

    public HttpRequest Request => context.Request;

    public HttpResponse Response => context.Response;

    public IReadOnlyDictionary<string, string> Query => target.Query;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>What the signature says of the payload: a hash, or that there is none.</summary>
    public string PayloadHash { get; set; } = "";

    public string? Header(string name) => Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Resets or stalls an upload that has come as far as its fault lets it.</summary>
    public async ValueTask DisturbUploadAsync()
    {
        if (call.BytesReceived >= fault.ResetUploadAfter)
        {
            Drop();
        }

        if (call.BytesReceived >= fault.StallUploadAfter)
        {
            await StallAsync();
        }
    }

    /// <summary>Waits until the client leaves.</summary>
    public async Task StallAsync()
    {
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = Aborted.Register(left.SetResult);
        await left.Task;
        throw new ConnectionDroppedException();
    }

    /// <summary>Resets the connection.</summary>
    public void Drop()
    {
        context.Abort();
        throw new ConnectionDroppedException();
    }

    /// <summary>Answers without a body.</summary>
    public Task AnswerAsync(HttpStatusCode status = HttpStatusCode.OK)
    {
        Begin(status);
        Response.ContentLength = status == HttpStatusCode.NoContent ? null : 0;
        return Response.CompleteAsync();
    }

    /// <summary>Answers with a document.</summary>
    public async Task AnswerXmlAsync(StringBuilder document)
    {
        Begin(HttpStatusCode.OK);
        await WriteXmlAsync(document);
    }

    /// <summary>Answers with a refusal.</summary>
    public async Task AnswerAsync(S3Failure failure)
    {
        call.ErrorCode = failure.Code;
        bool hasBody = Request.Method != "HEAD" && failure.Status != HttpStatusCode.NotModified;
        call.Status = Response.StatusCode = (int)failure.Status;
        if (fault.RetryAfter is { } seconds)
        {
            Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (hasBody)
        {
            await WriteXmlAsync(ErrorDocument(failure));
        }
        else
        {
            Response.ContentLength = failure.Status == HttpStatusCode.NotModified ? null : 0;
        }
    }

    /// <summary>Answers with a refusal under status 200, after white space, as S3 does when it noticed too late.</summary>
    public async Task AnswerInside200Async(S3Failure failure)
    {
        call.Status = Response.StatusCode = 200;
        call.ErrorCode = failure.Code;
        StringBuilder document = ErrorDocument(failure);
        document.Insert(Xml.Declaration.Length, "\n\n  \n");
        await WriteXmlAsync(document);
    }

    /// <summary>Sets the status, unless the answer is to get lost.</summary>
    public void Begin(HttpStatusCode status)
    {
        if (fault.LoseAnswer)
        {
            Drop();
        }

        call.Status = Response.StatusCode = (int)status;
    }

    private StringBuilder ErrorDocument(S3Failure failure) => Xml.Begin("Error").Element("Code", failure.Code).Element("Message", failure.Message)
        .Element("Resource", $"/{call.Bucket}/{call.Key}").Element("RequestId", Response.Headers["x-amz-request-id"].ToString()).End("Error");

    private async Task WriteXmlAsync(StringBuilder document)
    {
        int longest = Encoding.UTF8.GetMaxByteCount(document.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            int length = 0;
            foreach (ReadOnlyMemory<char> chunk in document.GetChunks())
            {
                length += Encoding.UTF8.GetBytes(chunk.Span, buffer.AsSpan(length));
            }

            Response.ContentType = "application/xml";
            Response.ContentLength = length;
            await Response.BodyWriter.WriteAsync(buffer.AsMemory(0, length), Aborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
