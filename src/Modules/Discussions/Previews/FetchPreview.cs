using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Previews;

/// <summary>Work: an address is asked what its page is called.</summary>
/// <param name="PageKind">The thing on whose page the address stands, whose kept pages change.</param>
/// <param name="OwnPath">Of an address of this site; <c>null</c> for one elsewhere.</param>
/// <param name="Refreshes">Not because somebody posted it, but because it is long known.</param>
internal sealed record FetchPreview(string Url, string PageKind, long PageId, string? OwnPath = null, bool Refreshes = false)
{
    public WorkOrder Order(long communityId) => new(
        string.Create(CultureInfo.InvariantCulture, $"{communityId}-{PageKind}-{PageId}-{LinkPreview.HashOf(Url)}"), this);
}

/// <summary>
/// Asks through the guard, at every hop of a redirect again, and reads no more than a megabyte. An address of this site is not asked over
/// the network: it leads to a thing, and who may know of that is the gate's answer whenever it is shown.
/// </summary>
internal sealed class FetchPreviews(AppDb db, PreviewReader reader, OwnLinks own, CommunityScope scope, ICommunities communities)
    : IWork<FetchPreview>
{
    /// <summary>After that a page may have changed what it says.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(14);

    public static readonly WorkOptions Options = new() { Parallel = 2, MaxAttempts = 3 };

    public async Task RunAsync(FetchPreview payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        var hash = LinkPreview.HashOf(payload.Url);
        var known = await db.Set<LinkPreview>().AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash, cancel);
        var now = reader.Now;
        var isFresh = known is not null && known.FetchedAt > now - (payload.Refreshes ? TimeSpan.FromDays(1) : Fresh);
        var (thing, page, failure) = isFresh ? (null, null, "") : await AskAsync(payload, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, community.Id, cancel);
        var row = await db.Set<LinkPreview>().SingleOrDefaultAsync(p => p.Hash == hash, cancel);
        if (row is null)
            db.Add(row = LinkPreview.Of(community.Id, payload.Url, now));
        if (!payload.Refreshes)
            row.Posted(now);
        if (thing is { } there)
            row.Lead(there, now);
        else if (page is not null)
            row.Show(page, now);
        else if (!isFresh)
            row.Fail(failure, now);
        if (row.IsShown && !payload.Refreshes)
            db.Publish(() => new LinkPreviewed(community.Id, null, new Thing(payload.PageKind, payload.PageId)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<(Thing? Thing, PageFacts? Page, string Failure)> AskAsync(FetchPreview asked, CancellationToken cancel)
    {
        if (asked.OwnPath is { } path)
            return await own.FindAsync(path, cancel) is { } thing ? (thing, null, "") : (null, null, "no_thing");
        var (page, failure) = await reader.ReadAsync(asked.Url, cancel);
        return (null, page, failure);
    }
}

/// <summary>Reads what pages of other sites are called.</summary>
internal sealed class PreviewReader(IHttpClientFactory clients, TimeProvider time)
{
    private const int MaxHops = 4, MaxBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>The page, or why there is none.</returns>
    public async Task<(PageFacts? Page, string Failure)> ReadAsync(string url, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return (null, "address_malformed");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            for (var hop = 0; hop <= MaxHops; hop++)
            {
                if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
                    return (null, OutboundFailure.Forbidden);
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.ParseAdd("Guildhall-Previews/1.0");
                request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml");
                using var response = await clients.CreateClient(Outbound.Guarded)
                    .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
                if ((int)response.StatusCode is >= 300 and < 400 && Onward(response) is { } to)
                {
                    if (!Uri.TryCreate(address, to, out var next))
                        return (null, OutboundFailure.Broken);
                    address = next;
                    continue;
                }
                return response.IsSuccessStatusCode ? await PageAsync(response, address, enough.Token)
                    : (null, $"status_{(int)response.StatusCode}");
            }
            return (null, "too_many_redirects");
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is { } failure)
        {
            return (null, failure);
        }
    }

    private static string? Onward(HttpResponseMessage response) =>
        response.Headers.FirstOrDefault(h => h.Key.Equals("location", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();

    private static async Task<(PageFacts? Page, string Failure)> PageAsync(
        HttpResponseMessage response, Uri address, CancellationToken cancel)
    {
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is not ("text/html" or "application/xhtml+xml"))
            return (null, "no_page");
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[MaxBytes];
        var read = await stream.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancel);
        return PageFacts.Read(bytes.AsSpan(0, read), type.CharSet, address.Host) is { } page ? (page, "") : (null, "no_title");
    }
}
