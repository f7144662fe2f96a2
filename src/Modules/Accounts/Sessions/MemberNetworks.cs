using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Sessions;

/// <summary>Answers from which networks members come.</summary>
internal sealed class MemberNetworks(AppDb db) : INetworks
{
    public async Task<IReadOnlyDictionary<long, string>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default)
    {
        var found = new Dictionary<long, string>();
        foreach (var chunk in memberIds.Distinct().Chunk(500))
        {
            var sessions = await db.Set<Session>().AsNoTracking().Where(s => chunk.Contains(s.MemberId) && s.Network != "")
                .Select(s => new { s.MemberId, s.Id, s.Network }).ToListAsync(cancel);
            foreach (var newest in sessions.GroupBy(s => s.MemberId).Select(g => g.MaxBy(s => s.Id)!))
                found[newest.MemberId] = newest.Network;
        }
        return found;
    }
}
