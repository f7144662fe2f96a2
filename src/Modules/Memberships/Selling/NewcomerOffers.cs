using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Selling;

/// <summary>What a buyer may still take of what is for newcomers.</summary>
internal sealed record NewcomerRights(bool Trial, bool Introduction);

/// <summary>Keeps count of trials and introductory prices: once for each member in a community.</summary>
internal sealed class NewcomerOffers(AppDb db)
{
    /// <summary>A visitor is shown what a newcomer gets.</summary>
    public async Task<NewcomerRights> RightsAsync(TierOffer offer, long? memberId, DateTime now, CancellationToken cancel)
    {
        var (trial, introduction) = (offer.Prices.Any(p => p.TrialDays > 0), offer.Prices.Any(p => p.IntroAmount is not null));
        if (memberId is not { } member || !(trial || introduction))
            return new NewcomerRights(trial, introduction);
        var taken = await db.Set<NewcomerOffer>().AsNoTracking().Where(o => o.MemberId == member).ToListAsync(cancel);
        var tried = taken.Find(o => o.Kind == NewcomerKind.Trial);
        // Whoever has paid for this tier before is no newcomer to it; to have tried it is no purchase.
        var bought = await db.Set<Grant>().AnyAsync(g => g.MemberId == member && g.TierId == offer.TierId
            && g.SourceKind == SoldLine.SourceKind && (tried == null || g.SourceId != tried.LineId), cancel);
        return new NewcomerRights(
            trial && !bought && (tried is null || tried.IsFreeAt(now)),
            introduction && !bought && taken.All(o => o.Kind != NewcomerKind.Introduction || o.IsFreeAt(now)));
    }

    /// <summary>What for newcomers a line sells; <c>null</c> for a usual one.</summary>
    public async Task<NewcomerKind?> OfLineAsync(SoldLine line, CancellationToken cancel) => (await TermOfAsync(line, cancel)).Newcomer;

    /// <summary>How long a line runs. Lines of the first version name no price, and were sold by month and year.</summary>
    public async Task<(Term Term, NewcomerKind? Newcomer)> TermOfAsync(SoldLine line, CancellationToken cancel)
    {
        var interval = line.Interval ?? throw new InvalidOperationException($"{line.Source} sells a tier for no period.");
        var price = line.PriceId is { } id
            ? await db.Set<Price>().IgnoreQueryFilters().AsNoTracking()
                .SingleAsync(p => p.CommunityId == line.CommunityId && p.Id == id, cancel) : null;
        if (price is null)
            return (new Term(interval), null);
        if (price.Interval != interval)
            return (Term.Trial(line.TrialDays > 0 ? line.TrialDays : Math.Max(price.TrialDays, 1)),
                line.TrialIsBrought ? null : NewcomerKind.Trial);
        return (Term.Of(price.Terms), price.IntroAmount is { } intro && line.UnitAmount == intro ? NewcomerKind.Introduction : null);
    }

    /// <exception cref="Refused">409: another order of theirs has it.</exception>
    public async Task ReserveAsync(SoldLine line, NewcomerKind kind, DateTime until, DateTime now, CancellationToken cancel)
    {
        var taken = await FindAsync(line, kind, cancel);
        if (taken is null)
            db.Add(NewcomerOffer.Reserve(line.CommunityId, line.MemberId, kind, line.LineId, until));
        else if (taken.IsFreeAt(now))
            taken.ReserveFor(line.LineId, until);
        else
            throw kind == NewcomerKind.Trial
                ? new Refused("trial_taken", 409, "You have already used the trial, or have an unfinished trial order.")
                : new Refused("introduction_taken", 409, "Another order of yours uses the new-member price. Pay that one, or wait until it expires.");
    }

    public async Task UseAsync(SoldLine line, NewcomerKind kind, DateTime now, CancellationToken cancel)
    {
        var taken = await FindAsync(line, kind, cancel);
        if (taken is null)
            db.Add(taken = NewcomerOffer.Reserve(line.CommunityId, line.MemberId, kind, line.LineId, now));
        taken.Use(line.LineId, now);
    }

    private async Task<NewcomerOffer?> FindAsync(SoldLine line, NewcomerKind kind, CancellationToken cancel) =>
        db.Set<NewcomerOffer>().Local.FirstOrDefault(o => o.CommunityId == line.CommunityId && o.MemberId == line.MemberId
            && o.Kind == kind)
        ?? await db.Set<NewcomerOffer>().IgnoreQueryFilters()
            .SingleOrDefaultAsync(o => o.CommunityId == line.CommunityId && o.MemberId == line.MemberId && o.Kind == kind, cancel);
}
