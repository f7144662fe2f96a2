using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Reading;

/// <summary>Hands out a version of a resource to whom the gate lets in, and counts that.</summary>
internal sealed class DownloadResource(ReadResource read, CountDownload count, IFiles files)
{
    /// <param name="number">Of the version; <c>null</c> for the one that stands.</param>
    /// <param name="address">A visitor's network address and browser; hashed at once and never kept.</param>
    /// <returns><c>null</c> where the resource can be seen, but its file not be had.</returns>
    /// <exception cref="Refused">404: there is no such resource or version.</exception>
    public async Task<IResult?> RunAsync(
        CommunityInfo community, long id, int? number, Viewer viewer, string address, CancellationToken cancel)
    {
        var seen = await read.RunAsync(community, id, viewer, cancel);
        var version = number is { } wanted ? seen.Versions.FirstOrDefault(v => v.Number == wanted) ?? throw Refused.NotFound()
            : seen.Current;
        if (!seen.Decision.Allowed)
            return null;
        var resource = seen.Resource;
        var isOpen = resource.WithdrawnAt is null && ResourceGate.RequirementOf(
            community, new ResourceTerms(resource.Id, resource.SpaceId, resource.Access, resource.TierId)) is Requirement.Open;
        var answer = await files.ServeAsync(version.FileId, isOpen ? FileAudience.Everyone : FileAudience.Viewer, cancel);
        await count.RunAsync(resource, version.Number, viewer.MemberId, address, cancel);
        return answer;
    }
}

/// <summary>Counts a download once a day of each reader, however many ranges of it are asked for.</summary>
internal sealed class CountDownload(AppDb db, DownloadersToday visitors, TimeProvider time)
{
    public async Task RunAsync(Resource resource, int number, long? memberId, string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var day = DateOnly.FromDateTime(now);
        if (memberId is { } known
            ? await db.Set<Download>().AsNoTracking().AnyAsync(
                d => d.ResourceId == resource.Id && d.MemberId == known && d.Day == day, cancel)
            : !visitors.IsFirst(resource.Id, address, now))
            return;
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            if (memberId is { } member)
                db.Add(Download.Of(resource, member, now));
            db.Publish(() => new ResourceDownloaded(resource.CommunityId, memberId, resource.Id, number));
            await db.SaveChangesAsync(cancel);
            await db.Set<Resource>().Where(r => r.Id == resource.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Downloads, r => r.Downloads + 1), cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            // The same reader asked twice at once: the other request has counted it.
        }
    }
}

/// <summary>
/// Which visitors have downloaded what since midnight UTC, in memory only, as a hash with a key that is thrown away every day: it tells
/// two of them apart and nobody who they are.
/// </summary>
internal sealed class DownloadersToday
{
    // Beyond this a day's further visitors are not counted.
    private const int MaxVisitors = 100_000;
    private Today _today = new(default);

    public bool IsFirst(long resourceId, string address, DateTime now)
    {
        var today = _today;
        if (today.Date != now.Date)
        {
            var next = new Today(now.Date);
            today = Interlocked.CompareExchange(ref _today, next, today) == today ? next : _today;
        }
        return today.Seen.Count < MaxVisitors && today.Seen.TryAdd(today.Hash(resourceId, address), 0);
    }

    private sealed class Today(DateTime date)
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public DateTime Date => date;

        public ConcurrentDictionary<long, byte> Seen { get; } = [];

        public long Hash(long resourceId, string address) => BitConverter.ToInt64(
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(resourceId.ToString(CultureInfo.InvariantCulture) + " " + address)));
    }
}
