using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Selling;

/// <summary>Sells a course by itself, beside its tier or alone, or ends that sale. Who has bought it keeps it.</summary>
internal sealed class SetCoursePrice(AppDb db, Guard guard, CourseOffers offers, CommunityScope scope, TimeProvider time)
{
    /// <param name="prices">One a currency; where it is sold in another now, that ends. Empty ends the sale.</param>
    /// <exception cref="Refused">404; 422: no price, or everyone may take the course anyway.</exception>
    public async Task RunAsync(long courseId, IReadOnlyList<Money> prices, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        ItemPrices.Check(prices, scope.Required.Currency);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var course = await db.Set<Course>().SingleOrDefaultAsync(c => c.Id == courseId, cancel) ?? throw Refused.NotFound();
        if (prices.Count > 0 && CourseGate.RequirementOf(scope.Required, course.Terms) is Requirement.Open)
            throw Refused.AtField("price", "course_is_open", "Everyone can take this course. Say first who can, then you can also sell it.");
        var sold = await offers.TodayAsync(courseId, cancel);
        List<CourseOffer> changed =
        [
            .. prices.Where(p => !sold.Exists(o => o.Currency == p.Currency && o.Amount == p.Minor))
                .Select(p => CourseOffer.Set(course, p.Minor, p.Currency, by, now)),
            .. sold.Where(o => prices.All(p => p.Currency != o.Currency)).Select(o => CourseOffer.Set(course, null, o.Currency, by, now)),
        ];
        if (changed.Count == 0)
            return;
        db.AddRange(changed);
        db.Publish(() => new CourseRevised(scope.Id, by, courseId, course.SpaceId, course.IsPublic));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
