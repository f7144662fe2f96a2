using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Selling;

/// <summary>Sells tickets of a session, beside its tier or alone, or ends that sale. Who has bought one keeps it.</summary>
internal sealed class SetTicketPrice(AppDb db, Guard guard, TicketPrices offers, CommunityScope scope, TimeProvider time)
{
    /// <param name="prices">One a currency; where tickets are sold in another now, that ends. Empty ends the sale.</param>
    /// <exception cref="Refused">404; 422: no price, or everyone may come anyway.</exception>
    public async Task RunAsync(long sessionId, IReadOnlyList<Money> prices, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        ItemPrices.Check(prices, scope.Required.Currency);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await db.Set<LiveSession>().SingleOrDefaultAsync(s => s.Id == sessionId, cancel) ?? throw Refused.NotFound();
        if (prices.Count > 0 && SessionGate.RequirementOf(session.Terms) is Requirement.Open)
            throw Refused.AtField("price", "session_is_open", "Everyone can come to this session. Say first who can, then you can also sell it.");
        var sold = await offers.TodayAsync(sessionId, cancel);
        List<TicketPrice> changed =
        [
            .. prices.Where(p => !sold.Exists(o => o.Currency == p.Currency && o.Amount == p.Minor))
                .Select(p => TicketPrice.Set(session, p.Minor, p.Currency, by, now)),
            .. sold.Where(o => prices.All(p => p.Currency != o.Currency)).Select(o => TicketPrice.Set(session, null, o.Currency, by, now)),
        ];
        if (changed.Count == 0)
            return;
        db.AddRange(changed);
        db.Publish(() => new SessionRevised(scope.Id, by, sessionId, session.SpaceId, session.IsPublic));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
