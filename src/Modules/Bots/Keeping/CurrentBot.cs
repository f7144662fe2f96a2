using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Keeping;

/// <summary>The bot whose token this request has.</summary>
internal sealed class CurrentBot(AppDb db, CurrentMember member)
{
    /// <exception cref="Refused">404 for everybody else, and where it is no bot of this community.</exception>
    public async Task<Bot> RequireAsync(CancellationToken cancel)
    {
        var id = member.RequireId();
        var bot = !member.IsBot ? null : await db.Set<Bot>().AsNoTracking().SingleOrDefaultAsync(b => b.MemberId == id, cancel);
        return bot is { IsActive: true } ? bot : throw Refused.NotFound();
    }
}
