using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>Comments on code of a member who takes their words along leave their places.</summary>
internal sealed class ForgetComments(AppDb db, TimeProvider time) : IForget
{
    public async Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        if (!member.TakesPosts)
            return;
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<ReviewComment>().Where(c => c.AuthorId == member.Id && c.Markdown != "").ExecuteUpdateAsync(
            c => c.SetProperty(x => x.Markdown, "").SetProperty(x => x.Html, "").SetProperty(x => x.DeletedAt, x => x.DeletedAt ?? now)
                .SetProperty(x => x.DeletedBy, x => x.DeletedBy ?? member.Id), cancel);
        await transaction.CommitAsync(cancel);
    }
}
