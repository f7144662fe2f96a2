using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Figures;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Studying;
using Guildhall.Learning.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Api;

/// <summary>Lessons for programs: taking them, their quizzes, and writing them.</summary>
internal static class LessonsApi
{
    private const long MaxRequest = 1024L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Path = "/api/communities/{community}/lessons/{id:long}";
        routes.MapGet(Path, GetAsync).AllowAnonymous().WithTags("Courses").WithName("GetLesson")
            .WithSummary("One lesson; of one that is closed to the caller its title and length alone.");

        var learn = routes.MapGroup(Path).WithTags("Courses").RequireScope(CoursesApi.LearnScope);
        learn.MapPut("/completion", DoneAsync).WithName("CompleteLesson").WithSummary("Says that the member has done the lesson; again changes nothing.").ProducesProblem(404).ProducesProblem(409);
        learn.MapDelete("/completion", UndoAsync).WithName("UndoLesson").WithSummary("Takes that back. A completed course stays completed.");
        learn.MapPut("/progress", ProgressAsync).WithName("KeepLessonProgress").WithSummary("Says that the member is in the lesson, and how far they have played it. The furthest second counts.").ProducesProblem(409).ProducesProblem(422);
        learn.MapPost("/attempts", BeginAsync).WithName("BeginAttempt").WithSummary("Begins an attempt at a quiz; one that is open goes on.").ProducesProblem(409);
        learn.MapGet("/attempts/{number:int}", AttemptAsync).WithName("GetAttempt").WithSummary("An attempt of the member's own; what was right is told once it is judged, as far as they cannot try again with it.");
        learn.MapPut("/attempts/{number:int}/answers", JudgeAsync).WithName("HandInAttempt")
            .WithSummary("Hands an attempt in: for each question in its order a list of places of options from 0, or one text. It is judged at once.").ProducesProblem(409).ProducesProblem(422);

        var write = routes.MapGroup(Path).WithTags("Courses").RequireScope(CoursesApi.WriteScope).RequirePermission(CoursePermissions.Write);
        write.MapPut("", ReviseAsync).WithName("ReviseLesson").WithSummary("Says anew what a lesson is.").ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("", DeleteAsync).WithName("DeleteLesson").WithSummary("Deletes a lesson. Whoever has done it has done it.");
        write.MapPut("/publication", PublishAsync).WithName("PublishLesson").WithSummary("Publishes a lesson, or takes it out of the archive.").ProducesProblem(409);
        write.MapPut("/archival", ArchiveAsync).WithName("ArchiveLesson").WithSummary("Archives a lesson: it counts no longer.");
        write.MapPut("/file", FileAsync).Accepts<byte[]>("application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequest)).WithName("SetLessonFile")
                .WithSummary("The body is its film, its sound or its file, called `name`.").ProducesProblem(413).ProducesProblem(422);
        write.MapDelete("/file", DropFileAsync).WithName("DropLessonFile").WithSummary("Takes its file from it.");
        write.MapGet("/questions", QuestionsAsync).WithName("GetQuestions").WithSummary("The questions of a quiz with what answers them, for those who write courses.");
        write.MapGet("/questions/results", ResultsAsync).WithName("GetQuestionResults").WithSummary("How each question of a quiz was answered in its latest judged attempts, and which options were chosen.");
        write.MapPut("/questions", SetQuestionsAsync).WithName("SetQuestions").WithSummary("All questions of a quiz in their order.").ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<LessonDocument>> GetAsync(
        string community, long id, ReadLesson read, IFiles files, CommunityScope scope, CurrentMember member, CancellationToken cancel)
    {
        var seen = await read.RunAsync(scope.Required, id, member.Viewer, cancel);
        return TypedResults.Ok(LessonDocument.Of(seen, scope.Required.Slug,
            seen is { IsOpen: true, Lesson.File: { } file } ? files.LinkTo(file, member.Viewer) : null));
    }

    private static async Task<NoContent> DoneAsync(string community, long id, CompleteLesson complete, CancellationToken cancel)
    {
        await complete.RunAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UndoAsync(string community, long id, CompleteLesson complete, CancellationToken cancel)
    {
        await complete.UndoAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ProgressAsync(string community, long id, LessonPlace place, KeepPlace keep,
        CancellationToken cancel)
    {
        await keep.RunAsync(id, place.Second, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AttemptDocument>> BeginAsync(
        string community, long id, TakeQuiz take, ReadQuiz quizzes, AppDb db, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(await DocumentAsync(await take.BeginAsync(id, cancel), quizzes, db, member, cancel));

    private static async Task<Ok<AttemptDocument>> AttemptAsync(
        string community, long id, int number, LearnerGate gate, ReadQuiz quizzes, AppDb db, CurrentMember member, CancellationToken cancel)
    {
        await gate.RequireAsync(id, cancel);
        var me = member.RequireId();
        var attempt = await db.Set<Attempt>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.LessonId == id && a.MemberId == me && a.Number == number, cancel) ?? throw Refused.NotFound();
        return TypedResults.Ok(await DocumentAsync(attempt, quizzes, db, member, cancel));
    }

    private static async Task<Ok<AttemptDocument>> JudgeAsync(
        string community, long id, int number, AnswerSheet sheet, TakeQuiz take, ReadQuiz quizzes, AppDb db, CurrentMember member,
        CancellationToken cancel) =>
        TypedResults.Ok(await DocumentAsync(
            await take.JudgeAsync(id, number, [.. (sheet.Answers ?? []).Select(a => (IReadOnlyList<string>)(a ?? []))], cancel), quizzes,
                db, member,
            cancel));

    private static async Task<AttemptDocument> DocumentAsync(
        Attempt attempt, ReadQuiz quizzes, AppDb db, CurrentMember member, CancellationToken cancel)
    {
        var lesson = await db.Set<Lesson>().AsNoTracking().SingleAsync(l => l.Id == attempt.LessonId, cancel);
        return AttemptDocument.Of(attempt, await quizzes.RunAsync(lesson, member.Id, cancel));
    }

    private static async Task<NoContent> ReviseAsync(string community, long id, LessonInput input, MakeLesson make,
        CancellationToken cancel)
    {
        await make.ReviseAsync(id, input.Edition, input.Draft, null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string community, long id, PublishLesson publish, CancellationToken cancel)
    {
        await publish.DeleteAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PublishAsync(string community, long id, PublishLesson publish, CancellationToken cancel)
    {
        await publish.RunAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ArchiveAsync(string community, long id, PublishLesson publish, CancellationToken cancel)
    {
        await publish.ArchiveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> FileAsync(
        string community, long id, string? name, HttpRequest request, MakeLesson make, CancellationToken cancel)
    {
        await make.ReviseAsync(id, null, null, new LessonFile(request.Body, name), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DropFileAsync(string community, long id, MakeLesson make, CancellationToken cancel)
    {
        await make.DropFileAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<QuestionsDocument>> QuestionsAsync(string community, long id, AppDb db, Guard guard,
        CancellationToken cancel)
    {
        await guard.RequireAsync(CoursePermissions.Write, cancel);
        if (!await db.Set<Lesson>().AnyAsync(l => l.Id == id && l.Kind == LessonKind.Quiz && l.DeletedAt == null, cancel))
            throw Refused.NotFound();
        var questions = await db.Set<Question>().AsNoTracking().Where(q => q.LessonId == id).OrderBy(q => q.Position).ToListAsync(cancel);
        return TypedResults.Ok(new QuestionsDocument([.. questions.Select(QuestionInput.Of)]));
    }

    private static async Task<Ok<QuestionResultsDocument>> ResultsAsync(
        string community, long id, ReadQuestionResults read, CancellationToken cancel) =>
        TypedResults.Ok(QuestionResultsDocument.Of(await read.RunAsync(id, cancel)));

    private static async Task<NoContent> SetQuestionsAsync(
        string community, long id, QuestionsDocument input, WriteQuestions write, CancellationToken cancel)
    {
        await write.SetAsync(id, [.. (input.Items ?? []).OfType<QuestionInput>().Select(q => q.Draft)], cancel);
        return TypedResults.NoContent();
    }
}
