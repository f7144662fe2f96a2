using System.Text;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Work;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Opening;

/// <summary>Work: the diff of a merge request is fetched, which makes a round.</summary>
internal sealed record FetchDiff(long TopicId);

/// <summary>
/// Asks the host through the guard, at every hop of a redirect again, and reads no more than a review takes. What went wrong is recorded
/// for the author, who can have it fetched again.
/// </summary>
internal sealed class FetchDiffOfMergeRequest(
    AppDb db, IHttpClientFactory clients, CheckDiff check, KeepRound keep, ICommunities communities, CommunityScope scope)
    : IWork<FetchDiff>
{
    private const int MaxHops = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task RunAsync(FetchDiff payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        var source = await db.Set<Review>().Where(r => r.TopicId == payload.TopicId).Select(r => r.Source).SingleOrDefaultAsync(cancel);
        if (source is null || MergeRequests.DiffOf(new Uri(source)) is not { } address)
            return;
        var (text, failure) = await FetchAsync(address, cancel);
        await SaveAsync(payload.TopicId, text, failure, cancel);
    }

    private async Task SaveAsync(long topicId, string? text, string failure, CancellationToken cancel)
    {
        Diff? diff = null;
        try
        {
            diff = text is null ? null : check.Read(text);
        }
        catch (Refused refused)
        {
            failure = refused.Code;
        }
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
        if (diff is null)
            review.FetchFailed(failure);
        else if (!await IsNewestAsync(review, diff, cancel))
            await keep.RunAsync(review, diff, null, null, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<bool> IsNewestAsync(Review review, Diff diff, CancellationToken cancel)
    {
        var text = DiffWriter.Write(diff);
        return db.Set<Round>().AnyAsync(r => r.ReviewId == review.TopicId && r.Number == review.Rounds && r.Diff == text, cancel);
    }

    private async Task<(string? Text, string Failure)> FetchAsync(Uri address, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            for (var hop = 0; hop < MaxHops; hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.ParseAdd("Guildhall-Reviews/1.0");
                request.Headers.Accept.ParseAdd("text/plain, text/x-diff, */*;q=0.5");
                using var response = await clients.CreateClient(Outbound.Guarded)
                    .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
                if ((int)response.StatusCode is >= 300 and < 400 && Onward(response) is { } to)
                {
                    if (!Uri.TryCreate(address, to, out var next) || next.Scheme != Uri.UriSchemeHttps)
                        return (null, OutboundFailure.Forbidden);
                    address = next;
                    continue;
                }
                return response.IsSuccessStatusCode ? await ReadAsync(response, enough.Token)
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

    private async Task<(string? Text, string Failure)> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancel) is var count and > 0)
        {
            if (read.Length + count > check.MaxBytes)
                return (null, "diff_too_large");
            read.Write(buffer, 0, count);
        }
        return (Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length).Replace("\0", "", StringComparison.Ordinal), "");
    }
}
