using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Guildhall.Learning.Api;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Figures;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Selling;
using Guildhall.Learning.Studying;
using Guildhall.Learning.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Learning;

/// <summary>Courses: written in sections and lessons, sold or opened by a tier, taken lesson by lesson, with quizzes and
/// certificates.</summary>
public sealed class LearningModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddSpaceKind<CoursesView>(
            SpaceKind.Courses, "Courses", "Lessons in an order, with progress, quizzes and certificates; free, for a tier, or sold one by one.");
        services.AddScoped<CourseLists>().AddScoped<OwnCourses>().AddScoped<ReadCourse>().AddScoped<ReadLesson>().AddScoped<ReadQuiz>();
        services.AddScoped<LessonDoors>().AddScoped<IHeldBackThings>(s => s.GetRequiredService<LessonDoors>());
        services.AddScoped<IOwnThings, CourseThings>().AddScoped<IFileOwner, CourseFiles>().AddScoped<TextFiles>();
        services.AddScoped<ICourses, BringCourses>();
        services.AddHandler<IndexCourses>(Start.Beginning).AddWork<IndexCourse, IndexOneCourse>();

        services.AddScoped<CourseSaves>().AddScoped<MakeCourse>().AddScoped<PublishCourse>().AddScoped<ArrangeCourse>();
        services.AddScoped<MakeSection>().AddScoped<MakeLesson>().AddScoped<PublishLesson>().AddScoped<WriteQuestions>();

        services.AddScoped<Enrollments>().AddScoped<Enroll>().AddScoped<EnrollByHand>().AddScoped<LearnerGate>().AddScoped<KeepPlace>();
        services.AddScoped<CompleteCourse>().AddScoped<CompleteLesson>().AddWork<RecountLearners, RecountCourse>();
        services.AddWork<OpenSections, OpenDueSections>().AddWork<ReplanOpenings, ReplanCourse>();
        services.AddScoped<TakeQuiz>();
        services.AddScoped<IssueCertificate>().AddScoped<ReadCertificate>().AddScoped<PrintCertificate>();
        services.AddScoped<CourseOffers>().AddScoped<SetCoursePrice>().AddScoped<SoldCourses>().AddScoped<ISellables, SellCourses>()
            .AddScoped<IUsage, CourseUsage>();
        services.AddScoped<ReadFigures>().AddScoped<ReadQuestionResults>().AddScoped<Learners>();

        services.AddPart<HomeCourses, CommunityInfo>(Slots.Home, 5).AddPart<MemberCourses, MemberPlace>(Slots.Member, 12);
        services
            .AddHeardBy<CoursePublished, CoursesHeard>(CoursePermissions.Write)
            .AddHeardBy<CourseArchived, CoursesHeard>(CoursePermissions.Write)
            .AddHeardBy<MemberEnrolled, CoursesHeard>(CoursePermissions.Write)
            .AddHeardBy<EnrollmentEnded, CoursesHeard>(CoursePermissions.Write)
            .AddHeardBy<CourseCompleted, CoursesHeard>(CoursePermissions.Write)
            .AddHeardBy<CertificateIssued, CoursesHeard>(CoursePermissions.Write);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Works).Stays<Course>(Leaving.OthersRely);
        services.Forget("Courses that you took, with progress, quizzes and certificates").Gone<Enrollment>().Gone<Progress>().Gone<Attempt>()
            .Gone<Certificate>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AttemptMapping())
        .ApplyConfiguration(new CertificateMapping())
        .ApplyConfiguration(new CourseMapping())
        .ApplyConfiguration(new CourseOfferMapping())
        .ApplyConfiguration(new EnrollmentMapping())
        .ApplyConfiguration(new LessonMapping())
        .ApplyConfiguration(new OpeningMapping())
        .ApplyConfiguration(new ProgressMapping())
        .ApplyConfiguration(new QuestionMapping())
        .ApplyConfiguration(new SectionMapping());

    /// <summary>A lesson plays what comes from this site, and players of the sites that it knows.</summary>
    public IEnumerable<PageSources> ContentSources(IServiceProvider services) =>
        [new("/c/{community}/lessons/{id:long}") { Media = [PageSources.Self], Frames = Players.Origins, Fullscreen = Players.Origins }];

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        CoursesApi.Map(routes);
        LessonsApi.Map(routes);
        LearnersApi.Map(routes);
        LearnersCsv.Map(routes);
        PageCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
    [
        new(CoursePermissions.Write, "make courses and see how people do in them") { Roles = ["author"], Scopes = [CoursesApi.WriteScope] },
        new(CoursePermissions.Enroll, "enrol people in courses by hand") { Scopes = [CoursesApi.WriteScope] },
    ];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new(CoursesApi.WriteScope, "Make courses and enrol people in them"),
        new(CoursesApi.LearnScope, "Take courses: enrol, mark lessons as done, answer quizzes"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Courses", "/c/{community}/manage/courses", "book", MenuPlace.ManageContent, 24, CoursePermissions.Write),
        new("My courses", CoursePaths.Mine, "book", MenuPlace.Account, 7),
    ];
}
