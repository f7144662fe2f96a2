using System.Text;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Writing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Numbers of what was planted.</summary>
/// <param name="File">Code of the file of its lesson.</param>
/// <param name="Hidden">A lesson that is a draft.</param>
internal sealed record PlantedCourse(long Course, long Draft, long Section, long Lesson, long Quiz, long Hidden, string File);

/// <summary>
/// A course for the premium tier: a lesson whose text and file say the one word, and a quiz that asks for it. The other word stands in a
/// draft lesson, in a draft course, in a lesson that nobody's day has come for, and in what answers the quiz, which nobody has handed in.
/// </summary>
internal sealed class LeakingCourse(Library library)
{
    private const string Paid = LeakMatrix.Paid, Unpublished = LeakMatrix.Unpublished;

    public async Task<PlantedCourse> PlantAsync()
    {
        await library.AsAsync<CreateSpace>("owner", create => create.RunAsync(library.Id,
            new NewSpace("Courses", "courses-for-members", "", library.Premium.TierId) { Kind = SpaceKind.Courses }, default));
        var (course, draft) = (await CourseAsync("Singing"), await CourseAsync(Unpublished));
        var (section, later) = (await SectionAsync(course, null), await SectionAsync(course, "700"));
        var lesson = await LessonAsync(section, LessonKind.File, "Breath", $"Sings {Paid} sings.", isPublic: true);
        var hidden = await LessonAsync(section, LessonKind.Text, Unpublished, $"Sings {Unpublished} sings.", isPublic: false);
        await LessonAsync(later, LessonKind.Text, "Much later", $"Sings {Unpublished} sings.", isPublic: true);
        var quiz = await LessonAsync(section, LessonKind.Quiz, "Test", $"Sings {Paid} on.", isPublic: false);
        await library.AsAsync<WriteQuestions>("owner", w => w.AddAsync(
            quiz, new QuestionDraft("short_text", $"Who sings {Paid}?", Unpublished, null, $"Sings {Unpublished} sings."), default));
        await library.AsAsync<PublishLesson>("owner", p => p.RunAsync(quiz, default));
        await library.AsAsync<PublishCourse>("owner", p => p.RunAsync(course, default));
        var file = await library.InAsync<AppDb, string>(db =>
            db.Set<Lesson>().Where(l => l.Id == lesson).Select(l => l.FileCode).SingleAsync());
        return new PlantedCourse(course, draft, section, lesson, quiz, hidden, file);
    }

    private async Task<long> CourseAsync(string title)
    {
        var id = 0L;
        await library.AsAsync<MakeCourse>("owner", async m => (id, _) = await m.RunAsync(
            "courses-for-members", new CourseDraft(title, "", "", "", "en", "space", HasCertificate: true), null, default));
        return id;
    }

    private async Task<long> SectionAsync(long course, string? days)
    {
        var id = 0L;
        await library.AsAsync<MakeSection>("owner", async m => id = await m.RunAsync(
            course, new SectionDraft("Part", days is null ? null : "days", days, null, null), default));
        return id;
    }

    private async Task<long> LessonAsync(long section, LessonKind kind, string title, string text, bool isPublic)
    {
        var id = 0L;
        var draft = new LessonDraft(title, text, null, null, IsPreview: false, IsRequired: true, null, null, MustPass: true);
        var file = kind == LessonKind.File ? new LessonFile(new MemoryStream(Encoding.ASCII.GetBytes(Paid)), Paid + ".txt") : null;
        await library.AsAsync<MakeLesson>("owner", async m => (id, _) = await m.RunAsync(section, kind, draft, file, null, default));
        if (isPublic)
            await library.AsAsync<PublishLesson>("owner", p => p.RunAsync(id, default));
        return id;
    }
}
