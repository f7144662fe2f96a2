using System.Globalization;
using Guildhall.Content.Files;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>A picture that is in the store now, or why it is not.</summary>
internal sealed record FetchedPicture(KeptBytes? Bytes, ImportNote? WhyNot);

/// <summary>
/// Asks another server for a picture, through the guard at every hop of a redirect again. What comes is typed by its bytes, whatever the
/// server calls it, and goes through the same door as a picture that somebody uploads: cleaned, with the limits of bytes and of points.
/// </summary>
internal sealed class PictureFetcher(IHttpClientFactory clients, FileStore store, IOptions<ContentOptions> options)
{
    private const int MaxHops = 4;

    // Shorter than the lease of a batch, which is renewed when one has come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<FetchedPicture> RunAsync(string url, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            var address = new Uri(url);
            for (var hop = 0; hop <= MaxHops; hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.ParseAdd("Guildhall-Import/1.0");
                request.Headers.Accept.ParseAdd("image/png, image/jpeg, image/webp, image/gif");
                using var response = await clients.CreateClient(Outbound.Guarded)
                    .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
                if ((int)response.StatusCode is >= 300 and < 400 && Onward(response) is { } to)
                {
                    if (!Uri.TryCreate(address, to, out var next))
                        return No(ImportTexts.RemoteBroken);
                    if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
                        return No(ImportTexts.RemoteForbidden);
                    address = next;
                    continue;
                }
                return response.IsSuccessStatusCode ? await KeepAsync(response, enough.Token)
                    : No(ImportTexts.RemoteStatus, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            }
            return No(ImportTexts.RemoteRedirects);
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is { } failure)
        {
            return No(WordsOf(failure));
        }
    }

    private async Task<FetchedPicture> KeepAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        // What says itself that it is too large is not read at all.
        if (response.Content.Headers.ContentLength > options.Value.PictureBytes)
            return TooLarge();
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancel);
            return new FetchedPicture(await store.KeepAsync(content, options.Value.PictureBytes, cancel, onlyPictures: true), null);
        }
        catch (Refused refused) when (refused.Status is 413 or 422)
        {
            return refused.Code switch
            {
                "too_large" => TooLarge(),
                "picture_too_large" => No(ImportTexts.RemoteTooManyPoints),
                "picture_damaged" => No(ImportTexts.RemoteDamaged),
                _ => No(ImportTexts.RemoteNotPicture),
            };
        }
    }

    private FetchedPicture TooLarge() =>
        No(ImportTexts.RemoteTooLarge, options.Value.PictureMegabytes.ToString(CultureInfo.InvariantCulture));

    private static FetchedPicture No([System.ComponentModel.Localizable(true)] string why, params string[] args) =>
        new(null, ImportNote.Warning(why, args));

    private static string? Onward(HttpResponseMessage response) =>
        response.Headers.FirstOrDefault(h => h.Key.Equals("location", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();

    private static string WordsOf(string failure) => failure switch
    {
        OutboundFailure.Forbidden => ImportTexts.RemoteForbidden,
        OutboundFailure.TimedOut => ImportTexts.RemoteTimedOut,
        OutboundFailure.Unresolved => ImportTexts.RemoteUnresolved,
        OutboundFailure.Tls => ImportTexts.RemoteTls,
        OutboundFailure.Unreachable => ImportTexts.RemoteUnreachable,
        _ => ImportTexts.RemoteBroken,
    };
}
