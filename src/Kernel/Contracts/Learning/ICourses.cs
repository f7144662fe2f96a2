namespace Guildhall.Kernel.Contracts.Learning;

/// <summary>Brings courses for demos and importers of other modules, who answer for what they bring: no gate is asked.</summary>
public interface ICourses
{
    /// <summary>Makes a course with all that is in it, publishes and saves it. One of the same title in the same space stays as it
    /// is.</summary>
    /// <returns>The course's id.</returns>
    /// <exception cref="Http.Refused">422: something of it cannot stand.</exception>
    Task<long> BringAsync(NewCourse course, CancellationToken cancel = default);

    /// <summary>Enrols a member and says that they have done the first lessons, as far as there are so many; it saves.</summary>
    /// <param name="lessons">How many they have done; quizzes count as passed.</param>
    Task BringLearnerAsync(long courseId, long memberId, int lessons, DateTime at, CancellationToken cancel = default);
}

/// <summary>A course to be brought.</summary>
/// <param name="Summary">A sentence or two of plain text.</param>
/// <param name="Markdown">What it is about, at length.</param>
/// <param name="Outcomes">What one can do afterwards, a line each.</param>
/// <param name="Price">Minor units of the community's currency, for which it is sold by itself; <c>null</c> where everyone may take it.</param>
/// <param name="At">UTC, when it appeared.</param>
public sealed record NewCourse(
    long SpaceId, long AuthorId, string Title, string Summary, string Markdown, IReadOnlyList<string> Outcomes, string Language,
        long? Price,
    IReadOnlyList<NewSection> Sections, DateTime At);

/// <summary>A section of a course to be brought.</summary>
/// <param name="Days">It opens so many days after the section before; <c>null</c> for at once.</param>
public sealed record NewSection(string Title, int? Days, IReadOnlyList<NewLesson> Lessons);

/// <summary>A lesson of a course to be brought.</summary>
/// <param name="IsPreview">Whether everyone reads it.</param>
/// <param name="Questions">Of a quiz; empty for a text.</param>
public sealed record NewLesson(string Title, string Markdown, bool IsPreview, IReadOnlyList<NewQuestion> Questions);

/// <summary>A question with options of which some are right.</summary>
/// <param name="Options">Two at least.</param>
/// <param name="Right">Places of the right ones, from 0; one or several.</param>
/// <param name="Explanation">Said after it was answered; may be empty.</param>
public sealed record NewQuestion(string Markdown, IReadOnlyList<string> Options, IReadOnlyList<int> Right, string Explanation);
