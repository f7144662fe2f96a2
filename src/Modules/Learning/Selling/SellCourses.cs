using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Selling;

/// <summary>Sells single courses: paid once, open for good, and whoever buys one is enrolled.</summary>
internal sealed class SellCourses(AppDb db, CourseOffers offers, IGrants grants, IAccess access, SoldCourses sold) : ISellables
{
    public IReadOnlyList<SaleKind> Kinds { get; } = [new(Course.OwnKind, "Course", "Single courses")];

    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default)
    {
        if (wish.Quantity != 1)
            throw Refused.AtField("quantity", "quantity_one_course", "A course is bought once.");
        var course = long.TryParse(wish.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            // Public ones only: nobody buys what takes nobody in.
            ? await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.State == CourseState.Published, cancel)
                : null;
        var prices = course is null ? [] : await offers.TodayAsync(course.Id, cancel);
        if (course is null || prices.Count == 0)
            throw Refused.AtField("item", "course_not_sold", "This course is not sold separately.");
        if (wish.Currency is { } asked && prices.TrueForAll(o => o.Currency != asked))
            throw Refused.AtField("currency", "currency_not_sold", "{0} is not sold in {1}.", course.Title, asked);
        var offer = CourseOffers.Pick(prices, wish.Currency, sold.Community.Currency)!;
        var quote = new SaleQuote(
            course.Thing, course.Title, null, offer.Id, offer.Amount!.Value, offer.Currency, "content", wish.Unclaimed ? null : now, null)
        {
            Description = course.Summary,
            Currencies = [.. prices.Select(o => o.Currency).OrderByDescending(c => c == sold.Community.Currency)],
            Claimable = wish.Unclaimed,
        };
        if (wish.Unclaimed)
            return [quote];
        var decision = await access.DecideAsync(new Viewer(buyerId), CourseGate.ToTake(sold.Community, course.Terms), now, cancel);
        return [decision.Allowed ? quote with
        {
            Notes = [new SaleNote(false, "You already have access", "You can take this course without buying it.")],
            Closed = Refused.AtField("item", "open_already", "You can take this course without buying it."),
        } : quote];
    }

    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        await grants.GrantThingAsync(line.CommunityId, line.MemberId, line.Item, now, null, line.Source, by, now, cancel);
        await sold.EnrollAsync(line, by, cancel);
        return new Fulfilment(now);
    }

    /// <summary>Who takes it by a tier may lose that one day; who has bought it has it for good.</summary>
    public async Task<Refused?> RefuseClaimAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        (await access.HoldingsAsync(new Viewer(line.MemberId), line.CommunityId, now, cancel)).Things.Contains(line.Item)
            ? new Refused("open_already", 409, "You already own this course for good, so claiming it would give you nothing. Leave it for someone else.")
            : null;

    public async Task TakeBackAsync(SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default)
    {
        await grants.RevokeAsync(line.CommunityId, line.Source, reason, because, by, now, cancel);
        await sold.TakeBackAsync(line, reason, by, now, cancel);
    }

    public async Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        [.. (await grants.OfSourcesAsync(line.CommunityId, SoldLine.SourceKind, [line.LineId], cancel))
            .Where(g => g.RevokedAt is null).Select(g => new TakenBack(line.Title, g.From, g.Until))];
}

/// <summary>What a sale does in a course, inside the transaction that settles it, in the buyer's turn.</summary>
internal sealed class SoldCourses(AppDb db, Enrollments enrollments, IssueCertificate certificates, CommunityScope scope)
{
    public Kernel.Contracts.Communities.CommunityInfo Community => scope.Required;

    public async Task EnrollAsync(SoldLine line, long? by, CancellationToken cancel)
    {
        if (await FindAsync(line, cancel) is { } course)
            await enrollments.PutAsync(course, line.MemberId, new Basis(EnrolledBy.Bought, "", null, line.LineId), by, cancel);
    }

    /// <summary>Ends what rests on this line. Who took the course before by another right keeps their place in it.</summary>
    public async Task TakeBackAsync(SoldLine line, string reason, long? by, DateTime now, CancellationToken cancel)
    {
        if (await FindAsync(line, cancel) is not { } course
            || await enrollments.FindAsync(course.Id, line.MemberId, cancel) is not { } enrollment || enrollment.LineId != line.LineId)
            return;
        if (enrollment.IsActive)
            enrollments.End(enrollment, by, reason);
        await certificates.RevokeAsync(enrollment, reason, by, now, cancel);
    }

    // Settled for several communities, so the community is named.
    private Task<Course?> FindAsync(SoldLine line, CancellationToken cancel) => db.Set<Course>().AsNoTracking()
        .SingleOrDefaultAsync(c => c.CommunityId == line.CommunityId && c.Id == line.Item.Id, cancel);
}

/// <summary>What a buyer has done of a course that they bought.</summary>
internal sealed class CourseUsage(AppDb db) : IUsage
{
    public async Task<Usage?> OfAsync(SoldLine line, DateTime from, DateTime now, CancellationToken cancel = default) =>
        line.Item.Kind == Course.OwnKind
            ? new Usage(
                await db.Set<Progress>().CountAsync(p => p.CourseId == line.Item.Id && p.MemberId == line.MemberId && p.OpenedAt >= from,
                    cancel),
                "You have opened {0} {0:lesson|lessons}.")
            : null;
}
