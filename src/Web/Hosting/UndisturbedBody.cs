using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Web.Hosting;

/// <summary>
/// The body of a request, whose reads only its reader can cancel. Kestrel cancels the read of every connection when it begins to stop, to
/// wake up those that are idle. It hides that from whoever reads a body, but not from one who has looked at bytes without taking them, as
/// the reader of JSON does (github.com/dotnet/aspnetcore/issues/19476): that one would give up a body that is still arriving.
/// </summary>
internal sealed class UndisturbedBody(PipeReader inner) : PipeReader
{
    private int _cancelled;

    public static void Use(WebApplication app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            && http.Features.Get<IRequestBodyPipeFeature>() is { } body)
            http.Features.Set<IRequestBodyPipeFeature>(new Feature(body));
        return next(http);
    });

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancel = default) => Undisturbed(await inner.ReadAsync(cancel));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
            return false;
        result = Undisturbed(result);
        return true;
    }

    public override void CancelPendingRead()
    {
        Volatile.Write(ref _cancelled, 1);
        inner.CancelPendingRead();
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <summary>A read that brings nothing new is an ordinary one: the reader asks again.</summary>
    private ReadResult Undisturbed(ReadResult result) =>
        result.IsCanceled && Interlocked.Exchange(ref _cancelled, 0) == 0
            ? new ReadResult(result.Buffer, isCanceled: false, result.IsCompleted)
            : result;

    /// <summary>Asks the server anew each time: whoever replaces the stream of the body, replaces its reader.</summary>
    private sealed class Feature(IRequestBodyPipeFeature server) : IRequestBodyPipeFeature
    {
        private PipeReader? _inner;
        private UndisturbedBody? _reader;

        public PipeReader Reader
        {
            get
            {
                if (_reader is null || _inner != server.Reader)
                    (_inner, _reader) = (server.Reader, new UndisturbedBody(server.Reader));
                return _reader;
            }
        }
    }
}
