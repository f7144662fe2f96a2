using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Selling;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>Makes whole courses for the demo and for importers, and learners who have come some way in them.</summary>
internal sealed class BringCourses(AppDb db, CommunityScope scope, Enrollments enrollments, CompleteCourse complete) : ICourses
{
    public async Task<long> BringAsync(NewCourse wanted, CancellationToken cancel = default)
    {
        var there = await db.Set<Course>().Where(c => c.SpaceId == wanted.SpaceId && c.Title == wanted.Title).Select(c => (long?)c.Id)
            .FirstOrDefaultAsync(cancel);
        if (there is { } known)
            return known;
        var text = new CourseDraft(wanted.Title, wanted.Summary, wanted.Markdown, string.Join('\n', wanted.Outcomes), wanted.Language,
            wanted.Price is null ? "open" : "bought", HasCertificate: true).Check([]);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var course = Course.In(scope.Id, wanted.SpaceId, wanted.AuthorId, null, wanted.At);
        course.Describe(text, wanted.At);
        course.Publish(wanted.At);
        db.Add(course);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        if (wanted.Price is { } price)
            db.Add(CourseOffer.Set(course, price, scope.Required.Currency, wanted.AuthorId, wanted.At));
        foreach (var (place, section) in wanted.Sections.Index())
            await AddAsync(course, place + 1, section, wanted.At, cancel);
        db.Publish(() => new CoursePublished(scope.Id, wanted.AuthorId, course.Id, wanted.SpaceId), wanted.At);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return course.Id;
    }

    private async Task AddAsync(Course course, int place, NewSection wanted, DateTime at, CancellationToken cancel)
    {
        var section = Section.In(course, wanted.Title,
            wanted.Days is { } days ? new DripPlan(DripKind.Days, days, null, null, null) : DripPlan.AtOnce, place);
        db.Add(section);
        await db.SaveChangesAsync(cancel);
        var lessons = new List<(Lesson Lesson, NewLesson Wanted)>();
        foreach (var (number, brought) in wanted.Lessons.Index())
        {
            var kind = brought.Questions.Count > 0 ? LessonKind.Quiz : LessonKind.Text;
            var lesson = Lesson.In(section, kind, number + 1, null, at);
            lesson.Say(new LessonDraft(brought.Title, brought.Markdown, null, null, brought.IsPreview, true, null, null,
                MustPass: kind == LessonKind.Quiz).Check(kind), at);
            lesson.Publish(at);
            db.Add(lesson);
            lessons.Add((lesson, brought));
        }
        await db.SaveChangesAsync(cancel);
        foreach (var (lesson, brought) in lessons)
            foreach (var (number, question) in brought.Questions.Index())
                db.Add(Question.In(lesson, number + 1, new QuestionDraft(
                    question.Right.Count > 1 ? "multiple" : "single", question.Markdown,
                    string.Join('\n', question.Options.Select((o, i) => question.Right.Contains(i) ? "* " + o : o)), null,
                    question.Explanation).Check()));
    }

    public async Task BringLearnerAsync(long courseId, long memberId, int lessons, DateTime at, CancellationToken cancel = default)
    {
        var course = await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == courseId, cancel) ?? throw Refused.NotFound();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        if (await enrollments.FindAsync(courseId, memberId, cancel) is not null)
            return;
        var id = await enrollments.PutAsync(course, memberId, new Basis(EnrolledBy.Self, "", null, null), memberId, cancel, at);
        var done = await db.Set<Lesson>().AsNoTracking().Where(l => l.CourseId == courseId && l.State == CourseState.Published)
            .Join(db.Set<Section>(), l => l.SectionId, s => s.Id, (l, s) => new { Lesson = l, s.Position })
            .OrderBy(l => l.Position).ThenBy(l => l.Lesson.Position).Select(l => l.Lesson).Take(lessons).ToListAsync(cancel);
        foreach (var lesson in done)
            await complete.DoneAsync(lesson, id, memberId, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
