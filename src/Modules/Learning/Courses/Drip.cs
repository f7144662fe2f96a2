namespace Guildhall.Learning.Courses;

/// <summary>
/// When the sections of a course open to somebody who enrolled at an instant. Those that open by days count after each other, the first of
/// them after the enrolment; those that open at a planned instant, and those that are open at once, move none of the others.
/// </summary>
internal static class Drip
{
    /// <param name="sections">In their order.</param>
    /// <param name="enrolledAt">UTC.</param>
    /// <returns>UTC, by section.</returns>
    public static IReadOnlyDictionary<long, DateTime> OpeningsOf(IEnumerable<Section> sections, DateTime enrolledAt)
    {
        var (openings, last) = (new Dictionary<long, DateTime>(), enrolledAt);
        foreach (var section in sections)
            openings[section.Id] = section.Drip switch
            {
                DripKind.Days => last = last.AddDays(section.DripDays ?? 0),
                DripKind.Date => section.DripAt ?? enrolledAt,
                _ => enrolledAt,
            };
        return openings;
    }
}
