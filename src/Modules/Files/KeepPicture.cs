using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.Options;

namespace Guildhall.Files;

/// <summary>Takes in a picture, written anew in the widths that pages show.</summary>
internal sealed class KeepPicture(AppDb db, Blobs blobs, KeepFile keep, Quota quota, OneDecoder decoder)
{
    public async Task<OwnedFile> RunAsync(IncomingFile incoming, PictureShape shape, CancellationToken cancel)
    {
        var file = await ReadAsync(incoming.Content, cancel);
        if (file.Length == 0)
            throw FileRefused.NoPicture();
        // By its header alone: no decoder sees what is too large.
        if (Pictures.Read(file) is not { } picture)
            throw FileRefused.NotAPicture();
        if (picture.IsTooLarge)
            throw FileRefused.PictureOfTooManyPoints(picture);
        var forms = await decoder.RunAsync(() => ScalePicture.Run(file, shape), cancel) ?? throw FileRefused.PictureDamaged();

        // Before anything is kept: what is refused later would lie there until the sweep.
        if (await quota.RoomAsync(incoming.CommunityId, cancel) < forms.Sum(f => (long)f.Bytes.Length))
            throw FileRefused.QuotaReachedByPicture(quota.Megabytes);
        var kept = new List<(int Width, StoredBytes Bytes)>();
        foreach (var form in forms)
            kept.Add((form.Width, await blobs.KeepAsync(new MemoryStream(form.Bytes), _ => { }, cancel: cancel)));
        var all = new StoredBytes(kept[^1].Bytes.Sha256, kept.Sum(k => k.Bytes.Size), []);
        var name = Path.GetFileNameWithoutExtension(FileNames.Safe(incoming.Name)) + ".webp";
        var row = OwnedFile.Of(incoming.CommunityId, all, "image/webp", name, incoming.AddedBy, decoder.Now);
        await keep.RecordAsync(row, FileRefused.QuotaReachedByPicture(quota.Megabytes), cancel,
            () => db.AddRange(kept.Select(k => PictureForm.Of(row.Id, k.Width, k.Bytes.Sha256))));
        return row;
    }

    private async Task<byte[]> ReadAsync(Stream content, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, cancel) is var read and > 0)
        {
            if (file.Length + read > decoder.MaxBytes)
                throw FileRefused.PictureOfTooManyBytes(decoder.MaxMegabytes);
            file.Write(buffer, 0, read);
        }
        return file.ToArray();
    }
}

/// <summary>
/// One picture is decoded at a time, however many come at once: one of the largest takes 200 MB meanwhile.
/// </summary>
internal sealed class OneDecoder(IOptions<FilesOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public long MaxBytes => options.Value.PictureBytes;

    public int MaxMegabytes => options.Value.PictureMegabytes;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<T> RunAsync<T>(Func<T> decode, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return decode();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
