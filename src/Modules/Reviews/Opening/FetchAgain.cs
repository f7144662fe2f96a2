using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;

namespace Guildhall.Reviews.Opening;

/// <summary>The author has the diff of the merge request fetched anew: after a failure, or because it has gone on.</summary>
internal sealed class FetchAgain(AppDb db, ReviewGate gate)
{
    public async Task RunAsync(long topicId, CancellationToken cancel)
    {
        var (opened, _) = await gate.RequireAuthorAsync(topicId, cancel);
        if (opened.Review.Source is null)
            throw Refused.NotFound();
        db.Enqueue(() => new WorkOrder($"{topicId}", new FetchDiff(topicId)));
        await db.SaveChangesAsync(cancel);
    }
}
