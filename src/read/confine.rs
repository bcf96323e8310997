//! What a reading process takes from itself at its start: memory, time, files, the network.

use rustix::process::{Resource, Rlimit};
use serde::{Deserialize, Serialize};

use super::Options;

/// What the system keeps from the processes that read, beyond memory, time and output, which are limited everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isolation {
    /// They open no connection.
    pub network: bool,
    /// They write to no file, and make, rename and delete none.
    pub writing: bool,
    /// They open no file but programs and what those need.
    pub reading: bool,
}

/// Takes from this process what reading does not need. What the system does not offer is left out.
pub(super) fn confine(options: &Options) -> Isolation {
    let set = |resource, value| {
        // A limit that is already lower stays.
        let _ = rustix::process::setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
    };
    set(Resource::As, options.read_memory);
    more_time(options.read_seconds);
    set(Resource::Fsize, 0);
    set(Resource::Core, 0);
    #[cfg(target_os = "linux")]
    let isolation = {
        let files = linux::landlocked().unwrap_or(false);
        let calls = linux::filtered().is_some();
        Isolation { network: calls, writing: files || calls, reading: files }
    };
    #[cfg(not(target_os = "linux"))]
    let isolation = Isolation::default();
    isolation
}

/// Lets this process work for `seconds` from now; every processor counts for itself.
pub(super) fn more_time(seconds: u64) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec.unsigned_abs();
    // The parent retires a child after as much work as one file may cost, so two files' worth of time is enough.
    let limit = Rlimit { current: Some(used + 1 + 2 * seconds * threads), maximum: None };
    let _ = rustix::process::setrlimit(Resource::Cpu, limit);
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, path_beneath_rules,
    };
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
        apply_filter_all_threads,
    };

    /// No file may be opened for writing, none read but programs and what they need, and no connection made.
    pub(super) fn landlocked() -> Result<bool, landlock::RulesetError> {
        let abi = ABI::V6;
        // Programs and their libraries and data, for tesseract; of a home folder at most the one where tesseract lies.
        let programs = ["/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc/self"];
        let status = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(programs, AccessFs::from_read(abi)))?
            .add_rules(path_beneath_rules(crate::read::ocr::folder(), AccessFs::from_read(abi)))?
            .add_rules(path_beneath_rules(["/dev/null"], AccessFs::from_file(abi)))?
            .restrict_self()?;
        Ok(status.ruleset != RulesetStatus::NotEnforced)
    }

    /// Calls of the system that are refused, by their numbers on a processor.
    struct Calls {
        /// With the place of its flags: opening a file is refused for writing only.
        open: &'static [(i64, u8)],
        refused: &'static [i64],
        /// Second numbers of the same calls begin here.
        second: Option<i64>,
    }

    /// `open` and `openat`; then socket, ptrace, process_vm_writev, io_uring_setup, pidfd_getfd, unshare, setns, mount,
    /// openat2, creat, truncate, rename, renameat, renameat2, unlink, unlinkat, rmdir, mkdir, mkdirat, link, linkat,
    /// symlink, symlinkat, mknod, mknodat, chmod, fchmod, fchmodat, fchmodat2, chown, fchown, lchown, fchownat, utime,
    /// utimes, futimesat, utimensat, setxattr and its kin.
    const X86_64: Calls = Calls {
        open: &[(2, 1), (257, 2)],
        refused: &[
            41, 101, 311, 425, 438, 272, 308, 165, 437, 85, 76, 82, 264, 316, 87, 263, 84, 83, 258, 86, 265, 88, 266,
            133, 259, 90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280, 188, 189, 190, 197, 198, 199,
        ],
        second: Some(0x4000_0000),
    };

    /// The same; calls by a name alone do not exist here.
    const AARCH64: Calls = Calls {
        open: &[(56, 2)],
        refused: &[
            198, 117, 271, 425, 438, 97, 268, 40, 437, 45, 38, 276, 35, 34, 37, 36, 33, 52, 53, 452, 55, 54, 88, 5, 6,
            7, 14, 15, 16,
        ],
        second: None,
    };

    /// The calls go on to hold for every process that is started from here. `None` where this cannot be had.
    pub(super) fn filtered() -> Option<()> {
        let calls = match std::env::consts::ARCH {
            "x86_64" => X86_64,
            "aarch64" => AARCH64,
            _ => return None,
        };
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
        for first in [Some(0), calls.second].into_iter().flatten() {
            rules.extend(calls.refused.iter().map(|call| (first + call, Vec::new())));
            for (call, flags) in calls.open {
                rules.insert(first + call, for_writing(*flags)?);
            }
        }
        let refuse = SeccompAction::Errno(rustix::io::Errno::ACCESS.raw_os_error().unsigned_abs());
        let processor = std::env::consts::ARCH.try_into().ok()?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, processor).ok()?;
        apply_filter_all_threads(&BpfProgram::try_from(filter).ok()?).ok()
    }

    /// One rule for each kind of flag that writes: write only, read and write, both, create, truncate.
    fn for_writing(flags: u8) -> Option<Vec<SeccompRule>> {
        let kinds = [(0b11, 0b01), (0b11, 0b10), (0b11, 0b11), (0x40, 0x40), (0x200, 0x200)];
        let rule = |(mask, value)| {
            let equal = SeccompCmpOp::MaskedEq(mask);
            let condition = SeccompCondition::new(flags, SeccompCmpArgLen::Dword, equal, value).ok()?;
            SeccompRule::new(vec![condition]).ok()
        };
        kinds.into_iter().map(rule).collect()
    }
}
