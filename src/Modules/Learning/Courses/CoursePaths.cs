namespace Guildhall.Learning.Courses;

/// <summary>Addresses of this module.</summary>
internal static class CoursePaths
{
    public const string Mine = "/account/courses";

    public static string Of(string community, long id) => $"/c/{community}/courses/{id}";

    public static string Lesson(string community, long id) => $"/c/{community}/lessons/{id}";

    public static string Quiz(string community, long lessonId) => $"/c/{community}/lessons/{lessonId}/quiz";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    public static string Certificate(string community, string code) => $"/c/{community}/certificates/{code}";

    public static string Manage(string community) => $"/c/{community}/manage/courses";

    public static string Edit(string community, long id) => $"/c/{community}/manage/courses/{id}";

    public static string Contents(string community, long id) => $"/c/{community}/manage/courses/{id}/contents";

    public static string EditLesson(string community, long id) => $"/c/{community}/manage/lessons/{id}";

    public static string Questions(string community, long lessonId) => $"/c/{community}/manage/lessons/{lessonId}/questions";

    public static string Learners(string community, long id) => $"/c/{community}/manage/courses/{id}/enrollments";

    public static string Figures(string community, long id) => $"/c/{community}/manage/courses/{id}/figures";

    public static string Sale(string community, long id) => $"/c/{community}/manage/courses/{id}/sale";
}
