using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Bare;

/// <summary>Connections that stay open, and get what somebody tells all of them.</summary>
internal sealed class Streams
{
    private static readonly byte[] Opened = "event: open\ndata: {}\n\n"u8.ToArray();

    private TaskCompletionSource<ReadOnlyMemory<byte>> _next = New();

    public async Task HoldAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        ReadOnlyMemory<byte> frame = Opened;
        try
        {
            while (true)
            {
                var next = _next;
                await http.Response.Body.WriteAsync(frame, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                frame = await next.Task.WaitAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The other side has gone.
        }
    }

    /// <summary>Answers with the moment at which it began, in ticks.</summary>
    public async Task TellAsync(HttpContext http)
    {
        var frame = new MemoryStream();
        await http.Request.Body.CopyToAsync(frame);
        var begun = DateTime.UtcNow.Ticks;
        Interlocked.Exchange(ref _next, New()).SetResult(frame.ToArray());
        await http.Response.WriteAsync(begun.ToString(CultureInfo.InvariantCulture));
    }

    private static TaskCompletionSource<ReadOnlyMemory<byte>> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
