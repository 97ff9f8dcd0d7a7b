import Testing
import Torch

/// Tables of variables as the launchers set them.
@Suite struct DistributedEnvironmentTests {
    typealias Place = DistributedEnvironment

    static let places: [([String: String], Place?)] = [
        ([:], nil),
        (["PATH": "/bin", "SLURM_JOB_ID": "7", "SLURM_NTASKS": "4"], nil),  // the shell of salloc
        (["RANK": "0", "WORLD_SIZE": "1"], nil),
        (["JOB_COMPLETION_INDEX": "3"], nil),  // one of many runs, not a part of one
        (["RANK": "", "WORLD_SIZE": ""], nil),
        // torchrun: two machines of two, the store of its agent, restarted once
        (
            [
                "RANK": "3", "WORLD_SIZE": "4", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "2", "MASTER_ADDR": "head",
                "MASTER_PORT": "29400", "TORCHELASTIC_RUN_ID": "x", "TORCHELASTIC_USE_AGENT_STORE": "True",
                "TORCHELASTIC_RESTART_COUNT": "1",
            ],
            Place(
                rank: 3, worldSize: 4, localRank: 1, host: "head", port: 29400, isMeetingPointServed: true, attempt: 1)
        ),
        // torchrun started by srun, once on each machine
        (
            [
                "RANK": "3", "WORLD_SIZE": "4", "LOCAL_RANK": "1", "MASTER_ADDR": "head", "MASTER_PORT": "29400",
                "TORCHELASTIC_RUN_ID": "x", "SLURM_PROCID": "1", "SLURM_NTASKS": "2", "SLURM_STEP_ID": "0",
            ],
            Place(rank: 3, worldSize: 4, localRank: 1, host: "head", port: 29400)
        ),
        // PyTorchJob
        (
            ["RANK": "1", "WORLD_SIZE": "2", "MASTER_ADDR": "job-master-0", "MASTER_PORT": "23456"],
            Place(rank: 1, worldSize: 2, localRank: 0, host: "job-master-0", port: 23456)
        ),
        // an indexed job
        (
            ["JOB_COMPLETION_INDEX": "2", "WORLD_SIZE": "3", "MASTER_ADDR": "train-0.train"],
            Place(rank: 2, worldSize: 3, localRank: 0, host: "train-0.train", port: 29500)
        ),
        // srun
        (
            [
                "SLURM_PROCID": "5", "SLURM_NTASKS": "8", "SLURM_LOCALID": "1", "SLURM_STEP_ID": "0",
                "SLURM_JOB_ID": "123456", "SLURM_JOB_NODELIST": "gpu[07-08,11],cpu3",
            ],
            Place(rank: 5, worldSize: 8, localRank: 1, host: "gpu07", port: 12_000 + 123456 % 20_000)
        ),
        // a step on a part of the job
        (
            [
                "SLURM_PROCID": "1", "SLURM_NTASKS": "8", "SLURM_STEP_NUM_TASKS": "2", "SLURM_LOCALID": "0",
                "SLURM_STEP_ID": "1", "SLURM_JOB_ID": "9", "SLURM_JOB_NODELIST": "n[1-4]",
                "SLURM_STEP_NODELIST": "n[3-4]",
            ],
            Place(rank: 1, worldSize: 2, localRank: 0, host: "n3", port: 12_009)
        ),
        // one machine needs no name
        (
            [
                "SLURM_PROCID": "1", "SLURM_NTASKS": "2", "SLURM_STEP_TASKS_PER_NODE": "2", "SLURM_LOCALID": "1",
                "SLURM_STEP_ID": "0",
            ],
            Place(rank: 1, worldSize: 2, localRank: 1, host: "127.0.0.1", port: 29500)
        ),
        // the script sets torchrun's variables from Slurm's
        (
            [
                "RANK": "1", "WORLD_SIZE": "2", "LOCAL_RANK": "0", "MASTER_ADDR": "n1", "MASTER_PORT": "1",
                "SLURM_PROCID": "1", "SLURM_NTASKS": "2", "SLURM_STEP_ID": "0",
            ],
            Place(rank: 1, worldSize: 2, localRank: 0, host: "n1", port: 1)
        ),
        // Open MPI, alone and within Slurm's allocation
        (
            [
                "OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2", "OMPI_COMM_WORLD_LOCAL_RANK": "1",
                "OMPI_COMM_WORLD_LOCAL_SIZE": "2",
            ],
            Place(rank: 1, worldSize: 2, localRank: 1, host: "127.0.0.1", port: 29500)
        ),
        (
            [
                "OMPI_COMM_WORLD_RANK": "3", "OMPI_COMM_WORLD_SIZE": "4", "OMPI_COMM_WORLD_LOCAL_RANK": "1",
                "OMPI_COMM_WORLD_LOCAL_SIZE": "2", "SLURM_PROCID": "0", "SLURM_NTASKS": "4", "SLURM_JOB_ID": "1",
                "SLURM_JOB_NODELIST": "a1,a2",
            ],
            Place(rank: 3, worldSize: 4, localRank: 1, host: "a1", port: 12_001)
        ),
        // MPICH
        (
            [
                "PMI_RANK": "1", "PMI_SIZE": "2", "MPI_LOCALRANKID": "0", "MASTER_ADDR": "10.0.0.1",
                "MASTER_PORT": "5000",
            ],
            Place(rank: 1, worldSize: 2, localRank: 0, host: "10.0.0.1", port: 5000)
        ),
    ]

    @Test(arguments: places.indices) func readsWhatLaunchersSet(index: Int) throws {
        let (variables, place) = Self.places[index]
        #expect(try DistributedEnvironment(variables: variables) == place, "\(variables)")
    }

    /// Variables, and what the message must name.
    static let refusals: [([String: String], [String])] = [
        (["RANK": "1"], ["RANK", "WORLD_SIZE"]),
        (["WORLD_SIZE": "2"], ["RANK", "WORLD_SIZE=2"]),
        (["RANK": "2", "WORLD_SIZE": "2", "MASTER_ADDR": "a"], ["RANK=2", "0 to 1"]),
        (["RANK": "-1", "WORLD_SIZE": "2", "MASTER_ADDR": "a"], ["RANK=-1"]),
        (["RANK": "one", "WORLD_SIZE": "2"], ["RANK=one"]),
        (["RANK": "0", "WORLD_SIZE": "99999999999999999999"], ["WORLD_SIZE="]),
        (["RANK": "0", "WORLD_SIZE": "2"], ["MASTER_ADDR"]),
        (["RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": "a", "MASTER_PORT": "70000"], ["MASTER_PORT=70000"]),
        (
            [
                "RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": "a", "OMPI_COMM_WORLD_RANK": "1",
                "OMPI_COMM_WORLD_SIZE": "2",
            ], ["RANK=0", "OMPI_COMM_WORLD_RANK=1", "unset"]
        ),
        (
            [
                "RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": "a", "SLURM_PROCID": "0", "SLURM_NTASKS": "4",
                "SLURM_STEP_ID": "0",
            ], ["WORLD_SIZE=2", "SLURM_NTASKS=4"]
        ),
        (["SLURM_PROCID": "0", "SLURM_NTASKS": "4", "SLURM_JOB_NODELIST": "a"], ["srun"]),
        (
            ["SLURM_PROCID": "0", "SLURM_NTASKS": "4", "SLURM_STEP_ID": "0", "SLURM_JOB_NODELIST": "gpu[1-"],
            ["SLURM_JOB_NODELIST", "MASTER_ADDR"]
        ),
        (["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"], ["OMPI_COMM_WORLD_SIZE=2", "MASTER_ADDR"]),
    ]

    @Test(arguments: refusals.indices) func namesWhatIsWrong(index: Int) throws {
        let (variables, names) = Self.refusals[index]
        let error = #expect(throws: TorchError.self) { _ = try DistributedEnvironment(variables: variables) }
        #expect(error?.code == .invalidEnvironment)
        for name in names { #expect(error?.message.contains(name) == true, "\(error?.message ?? "")") }
    }

    @Test(arguments: [
        ("node", "node"), ("a,b", "a"), ("gpu[01-04,07],login", "gpu01"), ("r[1-2]n[03,09]x,z", "r1n03x"),
        ("gpu-a[5]", "gpu-a5"), ("", nil), ("[", nil), ("a[]", nil), ("a[x]", nil), ("a]", nil), (",a", nil),
    ])
    func firstMachineOfAList(list: String, host: String?) {
        #expect(SlurmNodeList.firstHost(of: list) == host)
    }
}
