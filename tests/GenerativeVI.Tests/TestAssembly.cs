// Tests count live tensors and reseed the ambient generator, so one runs at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: GenerativeVI.Tests.CollectsGarbage]
[assembly: GenerativeVI.Tests.InAScope]
