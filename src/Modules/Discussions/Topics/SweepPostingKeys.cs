using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Discussions.Topics;

/// <summary>
/// Forgets, each night, keys that were used so long ago that nobody asks again because an answer was lost. Some at once, so that whoever
/// posts comes in between.
/// </summary>
internal sealed class SweepPostingKeys(AppDb db, IOptions<DiscussionsOptions> options, TimeProvider time) : IClockJob
{
    private const int Step = 1_000;

    public static ClockTime At => ClockTime.OfEachCommunity("50 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.PostingKeyDays);
        while (await SweepAsync(before, cancel))
        {
        }
    }

    /// <returns>Whether some are left.</returns>
    private async Task<bool> SweepAsync(DateTime before, CancellationToken cancel)
    {
        var old = db.Set<PostingKey>().Where(k => k.At < before);
        var last = await old.OrderBy(k => k.At).Skip(Step - 1).Select(k => (DateTime?)k.At).FirstOrDefaultAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await (last is null ? old : old.Where(k => k.At <= last)).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return last is not null;
    }
}
