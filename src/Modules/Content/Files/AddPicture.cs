using Guildhall.Content.Articles;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Files;

/// <summary>An author adds a picture to a text. Until a public article shows it, only those who write here can see it.</summary>
internal sealed class AddPicture(KeepFile keep, CommunityScope scope, IOptions<ContentOptions> options)
{
    /// <returns>The Markdown that shows it.</returns>
    /// <exception cref="Refused">It is missing, too large, or not a picture.</exception>
    public async Task<string> RunAsync(IFormFile? upload, long memberId, CancellationToken cancel = default)
    {
        if (upload is null || upload.Length == 0)
            throw Refused.AtField("picture", "picture_missing", "Choose a picture first.");
        if (upload.Length > options.Value.PictureBytes)
            throw new Refused("too_large", 413, "The picture is larger than {0} MB.", options.Value.PictureMegabytes) { Field = "picture" };
        await using var content = upload.OpenReadStream();
        var header = new byte[(int)Math.Min(upload.Length, Pictures.HeaderBytes)];
        await content.ReadExactlyAsync(header, cancel);
        if (Pictures.Sniff(header) is not { } picture)
            throw Refused.AtField("picture", "not_a_picture", "The file is not a PNG, JPEG, GIF or WebP picture.");

        content.Position = 0;
        // It is served as what it is, so its name says that too.
        var name = Path.GetFileNameWithoutExtension(FileNames.Safe(upload.FileName)) + picture.Extension;
        var file = await keep.RunAsync(content, name, memberId, options.Value.PictureBytes, cancel);
        var words = Path.GetFileNameWithoutExtension(file.Name).Replace('[', '(').Replace(']', ')').Replace('\\', ' ');
        return $"![{words}]({ArticlePaths.File(scope.Required.Slug, file.Code, file.Name).Replace("(", "%28").Replace(")", "%29")})";
    }
}
